// Making elements. Data only ever becomes text: nothing here, and nothing that uses it, parses markup.

export const $ = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function say(message, bad = false) {
  $("status").textContent = message;
  $("status").classList.toggle("bad", bad);
}

// Shows what went wrong; an error that is no Problem is a fault of the page and goes on to the console.
export function complain(problem) {
  say(problem.message, true);
  if (problem.status === undefined) throw problem;
}
