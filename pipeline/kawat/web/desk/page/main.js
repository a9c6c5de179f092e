// The page: what is open and selected, and what people do to it.

import { call, query } from "./api.js";
import { hideCard, scoresOf, showCard } from "./card.js";
import { resolveConflict } from "./conflict.js";
import { OpenDocument } from "./document.js";
import { $, complain, say } from "./dom.js";
import { startAddingEntities } from "./entity.js";
import { startKeys } from "./keys.js";
import { numbered, search, startLinking } from "./linking.js";
import { forget, learn, learnAll } from "./names.js";
import { drawDates, drawEntities, drawQuotes } from "./reading.js";
import { startSources } from "./sources.js";
import { drawText, selectedStretch } from "./text.js";

const desk = {
  opened: null, // OpenDocument
  selected: -1, // index of a mention
  cursor: null, // [first, last] token of a mention that is being added
  facts: [], // files that take an entity
  sources: null,

  get annotator() { return $("annotator").value.trim(); },
  get mention() { return this.opened?.mentions[this.selected] ?? null; },

  // Opening

  // Opens a record that the pipeline made, with what the annotator has saved of it. Gives whether it did.
  async open(record) {
    if (this.opened?.unsaved && !confirm(`${this.opened.name} is not saved. Leave it?`)) return false;
    const saved = await call("POST", "/desk/open", { annotator: this.annotator, id: record.id, text: record.text });
    this.show(record, saved);
    say(saved.version ? `${saved.name}: as ${this.annotator} saved it` : `${saved.name}: ${record.mentions.length} mentions found`);
    return true;
  },

  show(record, saved) {
    this.opened = new OpenDocument(record, saved);
    record.entities.forEach((row) => learn(row.id, row.name, row.label));
    this.selected = this.opened.mentions.length ? 0 : -1;
    this.cursor = null;
    $("keys-hint").textContent = "→ ← mention · p o l label · Enter link · [ ] { } span · a add · x delete · u undo · s save · ? all keys";
    $("title").textContent = [saved.name, record.date, record.title].filter(Boolean).join(" · ");
    history.replaceState(null, "", saved.version ? `#gold/${this.annotator}/${encodeURIComponent(saved.name)}` : "#");
    drawDates(record);
    drawQuotes(this.opened);
    this.draw();
    this.focus();
    $("text").closest("main").scrollTop = 0;
    learnAll(this.opened.mentions.map((mention) => mention.id)).then(() => this.draw()).catch(complain);
  },

  async openSaved(annotator, name) {
    if (this.opened?.unsaved && !confirm(`${this.opened.name} is not saved. Leave it?`)) return;
    const saved = await call("GET", `/desk/gold/${annotator}/${encodeURIComponent(name)}`);
    $("annotator").value = annotator;
    const bare = { id: name, text: saved.text, mentions: [], entities: [] };
    const record = await call("POST", "/annotate", { id: name, text: saved.text }).catch((problem) => { complain(problem); return bare; });
    this.show(record, saved);
    say(`${name}: as ${annotator} saved it`);
  },

  // Drawing

  draw() {
    const { opened, cursor } = this;
    if (!opened) return;
    const focused = $("text").contains(document.activeElement);
    const [first, last] = cursor ?? [];
    const stretch = cursor && { start: opened.tokens[first][0], end: opened.tokens[last][1] };
    hideCard();
    drawText(opened, cursor ? -1 : this.selected, stretch);
    $("text").tabIndex = cursor || this.selected < 0 ? 0 : -1;
    $("adding").hidden = !cursor;
    if (cursor) $("adding-surface").textContent = opened.surface(stretch);
    this.drawMention();
    drawEntities(opened, (index) => this.select(index));
    $("undo").disabled = !opened.past.length;
    $("redo").disabled = !opened.future.length;
    $("save").disabled = false;
    document.title = `${opened.unsaved ? "● " : ""}${opened.name} · Kawat desk`;
    if (focused) this.focus();
  },

  drawMention() {
    const { opened, mention } = this;
    $("mention").hidden = !mention || Boolean(this.cursor);
    if (!mention) return;
    const surface = opened.surface(mention);
    $("mention-surface").textContent = surface;
    $("mention-scores").textContent = scoresOf(opened.said(mention), mention);
    for (const button of document.querySelectorAll("[data-label]")) {
      button.setAttribute("aria-pressed", button.dataset.label === mention.label ? "true" : "false");
    }
    for (const button of document.querySelectorAll("[data-span]")) button.disabled = !opened[button.dataset.span](mention);
    $("unlink").setAttribute("aria-pressed", mention.id ? "false" : "true");
    $("link").value = "";
    $("link").placeholder = mention.id || surface;
    search(surface);
  },

  // The focus to the selected mention, or to the text.
  focus() {
    const at = this.cursor ? null : $("text").querySelector(`[data-index="${this.selected}"]`);
    (at ?? $("text")).focus({ preventScroll: true });
    (at ?? $("text").querySelector(".cursor"))?.scrollIntoView({ block: "nearest" });
  },

  // Selecting

  select(index) {
    if (!this.opened || index < 0 || index >= this.opened.mentions.length) return;
    this.selected = index;
    this.cursor = null;
    this.draw();
    this.focus();
  },

  step(by) {
    const count = this.opened?.mentions.length ?? 0;
    if (count) this.select(Math.min(Math.max(this.selected + by, 0), count - 1));
  },

  // Correcting

  change(changes) {
    if (!this.mention) return;
    this.selected = this.opened.put(this.selected, { ...this.mention, ...changes });
    this.draw();
  },

  label(label) {
    if (this.cursor) this.add(label);
    else if (this.mention && this.mention.label !== label) this.change({ label });
  },

  span(way) {
    const span = this.mention && this.opened[way](this.mention);
    if (span) this.change(span);
    else say("there is no such token on this line");
  },

  link(row) {
    learn(row.id, row.name, row.label);
    this.change({ id: row.id });
    this.focus();
  },

  // Links the selected mention to the n-th candidate, though the candidates may still be on their way.
  async linkNumber(number) {
    const { mention, opened } = this;
    const row = mention && (await numbered(number));
    const index = opened ? opened.mentions.indexOf(mention) : -1;
    if (!row || index < 0 || opened !== this.opened) return;
    opened.put(index, { ...mention, id: row.id });
    this.draw();
  },

  unlink() { if (this.mention?.id) this.change({ id: "" }); },

  remove() {
    if (!this.mention) return;
    const gone = this.opened.surface(this.mention);
    this.opened.remove(this.selected);
    this.selected = Math.min(this.selected, this.opened.mentions.length - 1);
    this.draw();
    this.focus();
    say(`“${gone}” is no mention any more; u takes that back`);
  },

  spread() {
    if (!this.mention) return;
    const count = this.opened.spread(this.selected);
    this.draw();
    say(`${count} more changed`);
  },

  // Adding

  startAdding(stretch) {
    const { opened, mention } = this;
    if (!opened?.tokens.length) return;
    const after = mention ? opened.tokens.findIndex((token) => token[0] >= mention.end) : 0;
    const first = after < 0 ? opened.tokens.length - 1 : after;
    this.cursor = stretch ? opened.tokensAt(stretch.start, stretch.end) : [first, first];
    this.draw();
    this.focus();
  },

  moveCursor(by, more) {
    const [first, last] = this.cursor;
    const bounded = (token) => Math.min(Math.max(token, 0), this.opened.tokens.length - 1);
    const to = bounded((by < 0 && !more ? first : last) + by);
    this.cursor = more ? [Math.min(first, to), to < first ? first : to] : [to, to];
    this.draw();
    this.focus();
  },

  stopAdding() {
    this.cursor = null;
    getSelection().removeAllRanges();
    this.draw();
    this.focus();
  },

  add(label) {
    const { opened, cursor } = this;
    const span = { start: opened.tokens[cursor[0]][0], end: opened.tokens[cursor[1]][1] };
    if (opened.surface(span).includes("\n")) {
      say("a mention stands on one line; take fewer words", true);
      return;
    }
    this.cursor = null;
    this.selected = opened.put(-1, { ...span, label, id: "" });
    getSelection().removeAllRanges();
    this.draw();
    this.focus();
  },

  // States

  undo() { if (this.opened?.undo()) this.restored(); },
  redo() { if (this.opened?.redo()) this.restored(); },

  restored() {
    this.selected = Math.min(Math.max(this.selected, 0), this.opened.mentions.length - 1);
    this.cursor = null;
    this.draw();
    this.focus();
  },

  async save() {
    const { opened, annotator } = this;
    if (!opened) return;
    const mentions = opened.mentions;
    try {
      const body = { text: opened.text, mentions, version: opened.version };
      const answer = await call("PUT", `/desk/gold/${annotator}/${encodeURIComponent(opened.name)}`, body);
      opened.version = answer.version;
      opened.kept = mentions;
      if (opened === this.opened) history.replaceState(null, "", `#gold/${annotator}/${encodeURIComponent(opened.name)}`);
      say(`saved: ${annotator}/${opened.name}, ${mentions.length} mentions`);
      this.draw();
      await this.sources.refresh();
    } catch (problem) {
      complain(problem);
      if (problem.status === 409) await this.settle(problem.answer);
    }
  },

  // Somebody saved in between. Whatever is chosen, both versions stay within reach of undo.
  async settle(theirs) {
    const { opened } = this;
    if (theirs.text !== opened.text) return;
    const choice = await resolveConflict(opened, theirs.mentions);
    this.focus();
    if (!choice) return;
    opened.version = theirs.version;
    if (choice.mentions !== theirs.mentions) opened.set(theirs.mentions);
    opened.set(choice.mentions);
    if (choice.mentions === theirs.mentions) opened.kept = theirs.mentions;
    this.restored();
    if (choice.mentions !== theirs.mentions) await this.save();
    else say("theirs is open; undo brings yours back");
  },
};

function startMouse() {
  const text = $("text");
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !selectedStretch()) desk.select(Number(mark.dataset.index));
  });
  text.addEventListener("mouseup", () => setTimeout(() => {
    const stretch = selectedStretch();
    if (stretch && desk.opened?.tokensAt(stretch.start, stretch.end)) desk.startAdding(stretch);
  }));
  for (const event of ["mouseover", "focusin"]) {
    text.addEventListener(event, ({ target }) => {
      const mark = target.closest("mark");
      if (mark) showCard(desk.opened, mark);
    });
  }
  text.addEventListener("mouseout", ({ target }) => { if (target.closest("mark")) hideCard(); });
  text.addEventListener("focusout", hideCard);
}

function startButtons() {
  const press = (id, action) => $(id).addEventListener("click", action);
  press("undo", () => desk.undo());
  press("redo", () => desk.redo());
  press("save", () => desk.save());
  press("help-button", () => $("help").showModal());
  press("unlink", () => desk.unlink());
  press("same", () => desk.spread());
  press("delete", () => desk.remove());
  press("adding-cancel", () => desk.stopAdding());
  for (const button of document.querySelectorAll("[data-label]")) button.addEventListener("click", () => desk.label(button.dataset.label));
  for (const button of document.querySelectorAll("[data-add]")) button.addEventListener("click", () => desk.add(button.dataset.add));
  for (const button of document.querySelectorAll("[data-span]")) button.addEventListener("click", () => desk.span(button.dataset.span));
}

function startAnnotator() {
  $("annotator").value = localStorage.getItem("annotator") ?? "desk";
  $("annotator").addEventListener("change", () => {
    const good = /^[a-z0-9][a-z0-9_-]{0,31}$/.test(desk.annotator);
    if (!good) say("the annotator is a short name of a-z, 0-9, - and _", true);
    else {
      localStorage.setItem("annotator", desk.annotator);
      if (desk.opened) desk.opened.version = null; // what another has saved is not what was opened
      desk.sources.refresh().catch(complain);
    }
  });
}

async function start() {
  startAnnotator();
  startMouse();
  startButtons();
  startKeys(desk);
  startLinking((row) => desk.link(row), () => desk.focus());
  startAddingEntities(desk, forget);
  addEventListener("beforeunload", (event) => { if (desk.opened?.unsaved) event.preventDefault(); });
  const state = await query("/desk/state", {});
  desk.facts = state.facts;
  $("new-entity").hidden = !state.facts.length;
  desk.sources = startSources(desk, state);
  const [, annotator, name] = location.hash.match(/^#gold\/([^/]+)\/(.+)$/) ?? [];
  if (name) await desk.openSaved(annotator, decodeURIComponent(name));
}

start().catch(complain);
