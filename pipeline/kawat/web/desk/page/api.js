// Questions to the server. What it refuses becomes a Problem with its one line.

export class Problem extends Error {
  constructor(message, status, answer) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, body === undefined ? { method } : {
      method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
    });
  } catch {
    throw new Problem("the server does not answer; see whether kawat serve still runs, then try again", 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(answer?.detail ?? response.statusText, response.status, answer);
  return answer;
}

export const query = (path, values) => call("GET", `${path}?${new URLSearchParams(values)}`);
