/** What is said aloud about alerts. */

/**
 * Tells news from what was said before. An alert that is over is forgotten, so that it is news when it
 * comes back.
 */
export class Announcements {
  /** @type {Set<string>} */
  #raised = new Set();

  /**
   * @param {import('./types.js').Alert[]} alerts all that are raised now
   * @returns {?string} what to say; empty if nothing is to be said and what was said no longer holds;
   *     null if nothing has changed
   */
  next(alerts) {
    const before = this.#raised;
    this.#raised = new Set(alerts.map(({id}) => id));
    const news = alerts.filter(({id}) => !before.has(id));
    if (news.length > 0) {
      return news.map(({severity, message}) => `${severity}: ${message}`).join('. ');
    }
    return [...before].some((id) => !this.#raised.has(id)) ? '' : null;
  }
}
