/** Talks to the console's server, which is where this page came from. */

/** An answer that says what went wrong (RFC 9457), or that there was no answer (status 0). */
export class Problem extends Error {
  /**
   * @param {number} status of HTTP; 0 if the server cannot be reached
   * @param {string} title
   * @param {string} [detail]
   * @param {string} [code]
   */
  constructor(status, title, detail, code) {
    super(detail ? `${title}: ${detail}` : title);
    this.status = status;
    this.code = code;
  }

  get isSignInNeeded() {
    return this.status === 401;
  }
}

/**
 * @param {string} path
 * @returns {Promise<*>} the decoded answer
 * @throws {Problem}
 */
export function get(path) {
  return ask(path, {});
}

/**
 * @param {string} path
 * @param {*} body
 * @param {string} [method]
 * @returns {Promise<*>} the decoded answer, null if there is none
 * @throws {Problem}
 */
export function send(path, body, method = 'POST') {
  return ask(path, {
    method,
    headers: {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, {...options, credentials: 'same-origin', cache: 'no-store'});
  } catch {
    throw new Problem(0, 'The console does not answer');
  }
  const text = await response.text();
  if (!response.ok) {
    throw problem(response, text);
  }
  return text === '' ? null : JSON.parse(text);
}

function problem(response, text) {
  try {
    const {title, detail, code} = JSON.parse(text);
    return new Problem(response.status, title ?? `Status ${response.status}`, detail, code);
  } catch {
    return new Problem(response.status, `The console answered with status ${response.status}`);
  }
}
