// The open document: its text, its mentions, and every state they were in. Mentions are never changed in place, so a
// state is an array, and "saved" is a comparison of two. Offsets count code points, as the server's do.

export class OpenDocument {
  // record: what the pipeline said of the text; saved: {name, version, tokens, mentions or null}.
  constructor(record, saved) {
    this.record = record;
    this.text = record.text;
    this.chars = Array.from(record.text);
    this.tokens = saved.tokens;
    this.name = saved.name;
    this.version = saved.version;
    this.mentions = (saved.mentions ?? record.mentions).map(({ start, end, label, id }) => ({ start, end, label, id }));
    this.kept = saved.mentions ? this.mentions : null; // the state that is on the server
    this.past = [];
    this.future = [];
    this.tagged = new Map(record.mentions.map((mention) => [placeOf(mention), mention]));
  }

  get unsaved() { return this.past.length + this.future.length > 0 && this.mentions !== this.kept; }

  surface({ start, end }) { return this.chars.slice(start, end).join(""); }

  // What the pipeline said of a mention: null where span or label is no longer its own.
  said(mention) {
    const tagged = this.tagged.get(placeOf(mention));
    return tagged && tagged.label === mention.label ? tagged : null;
  }

  set(mentions) {
    this.past.push(this.mentions);
    this.future = [];
    this.mentions = mentions;
  }

  undo() { return this.#step(this.past, this.future); }

  redo() { return this.#step(this.future, this.past); }

  #step(from, to) {
    if (!from.length) return false;
    to.push(this.mentions);
    this.mentions = from.pop();
    return true;
  }

  // Puts `changed` in the place of mention `index` (null: a new one). What it now covers goes. Gives its new index.
  put(index, changed) {
    const others = this.mentions.filter((other, at) => at !== index && !overlap(other, changed));
    const mentions = [...others, changed].sort((a, b) => a.start - b.start);
    this.set(mentions);
    return mentions.indexOf(changed);
  }

  remove(index) { this.set(this.mentions.filter((_, at) => at !== index)); }

  // The same label and link for every mention with the surface of mention `index`; gives how many were changed.
  spread(index) {
    const { label, id } = this.mentions[index];
    const surface = this.surface(this.mentions[index]);
    const differs = (m) => this.surface(m) === surface && (m.label !== label || m.id !== id);
    const count = this.mentions.filter(differs).length;
    if (count) this.set(this.mentions.map((m) => (differs(m) ? { ...m, label, id } : m)));
    return count;
  }

  // Spans by token; null where there is no such token on the line.
  widenEnd({ start, end }) { return this.#onOneLine(start, this.tokens.find((token) => token[1] > end)?.[1]); }

  narrowEnd({ start, end }) { return this.#onOneLine(start, this.tokens.findLast((token) => token[1] < end)?.[1]); }

  widenStart({ start, end }) { return this.#onOneLine(this.tokens.findLast((token) => token[0] < start)?.[0], end); }

  narrowStart({ start, end }) { return this.#onOneLine(this.tokens.find((token) => token[0] > start)?.[0], end); }

  #onOneLine(start, end) {
    const good = start !== undefined && end !== undefined && start < end;
    return good && !this.chars.slice(start, end).includes("\n") ? { start, end } : null;
  }

  // The tokens that a stretch of text touches: [first, last], or null.
  tokensAt(start, end) {
    const first = this.tokens.findIndex((token) => token[1] > start);
    const last = this.tokens.findLastIndex((token) => token[0] < end);
    return first < 0 || last < first ? null : [first, last];
  }
}

export const overlap = (a, b) => a.start < b.end && b.start < a.end;

export const sameMention = (a, b) => a.start === b.start && a.end === b.end && a.label === b.label && a.id === b.id;

const placeOf = ({ start, end }) => `${start}:${end}`;
