/**
 * What the console's server answers, as far as the page uses it. Only types: nothing runs here.
 *
 * @typedef {'warning'|'critical'} Severity
 *
 * @typedef {object} Alert
 * @property {string} id
 * @property {Severity} severity
 * @property {?string} since ISO-8601; null: not known
 * @property {string} message
 * @property {string} [view] the view that tells more
 *
 * @typedef {object} Learner
 * @property {string} name
 * @property {string} type
 * @property {Object<string, string>} guarantees by scope
 * @property {number} bytes negative: not known
 * @property {Object<string, number>} facts
 *
 * @typedef {object} State
 * @property {string} model
 * @property {string} serverTime ISO-8601
 * @property {string[]} rights
 * @property {?{epoch: number, createdAt: string, liveExamples: number, watermark: ?string}} version
 * @property {Learner[]} learners
 * @property {Object<string, number>} facts
 * @property {Object<string, number>} lag records not yet read, by topic
 * @property {?number} throughput events per second
 * @property {{pending: ?number, held: ?number, atRisk: ?number, overdue: ?number, oldestSeconds: ?number}} deletions null before anything was reported
 * @property {Alert[]} alerts
 * @property {{status: string, message: ?string}} kafka
 *
 * @typedef {[number, number, ?number]} Point milliseconds since 1970, epoch, value
 *
 * @typedef {object} Series
 * @property {?string} learner
 * @property {string} name
 * @property {?string} tag
 * @property {Point[]} points in the order of time
 * @property {boolean} [thinned]
 *
 * @typedef {object} Refusal
 * @property {string} target
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} Request one deletion and how far it is
 * @property {string} requestId
 * @property {string} scope
 * @property {string} target
 * @property {string} stage
 * @property {string} status
 * @property {number} examplesRemoved
 * @property {string} requester
 * @property {string} regulation
 * @property {?string} clockStartedAt
 * @property {?string} deadline
 * @property {?string} requestedAt
 * @property {?string} appliedAt
 * @property {?string} publishedAt
 * @property {?string} sealedAt
 * @property {string[]} outstanding
 * @property {Refusal[]} refusals
 * @property {Refusal[]} refusedWords why later words about it were refused; they changed nothing
 * @property {string} confirmedBy
 * @property {?object} bulk
 * @property {{sequence: number, stage: string, epoch: number, recordedAt: string}[]} receipts the oldest first
 * @property {string} key what tells it apart from others, even from those with the same id
 *
 * @typedef {object} Moved
 * @property {'label'|'task'|'dimension'} kind
 * @property {string} tag
 * @property {number} value
 *
 * @typedef {object} DriftAlarm
 * @property {string} at
 * @property {number} epoch
 * @property {?string} learner null: the input
 * @property {string} detector
 * @property {Moved[]} moved
 *
 * @typedef {object} DriftDeletion
 * @property {string} at
 * @property {number} epoch
 * @property {string} requestId
 * @property {string} scope
 * @property {number} examples
 *
 * @typedef {object} Drift
 * @property {DriftAlarm[]} alarms
 * @property {{at: string, epoch: number, learner: ?string}[]} restarts
 * @property {DriftDeletion[]} deletions
 *
 * @typedef {object} Forgetting of one learner
 * @property {string} learner
 * @property {'task'|'label'} kind
 * @property {string[]} columns
 * @property {{tag: string, epoch: number, at: string, cells: (number|null)[]}[]} rows
 * @property {Object<string, ?number>} summary
 * @property {{column: string, first: string, last: string}[]} deleted columns of which all examples were deleted
 * @property {{epoch: number, at: string, examples: number, before: ?number, after: ?number, spill: ?number, requests: string[], requestCount: number}[]} intended
 *
 * @typedef {object} Answer of a resource that is loaded once and then kept fresh
 * @property {'loading'|'ready'|'failed'} status
 * @property {*} data the last good answer, kept while a newer one is on its way; null before
 * @property {?Error} error
 */

export {};
