/** What to do about a dead letter, by code (docs/formats.md, section 4). */

const PRODUCER = 'Correct the producer, then send the record again.';
const WIRE = 'Let the producer write Avro single-object encoding with a released schema; see docs/formats.md, section 3.';

const ADVICE = {
  NULL_VALUE: 'Do not write tombstones to this topic, or switch source erasure on if they are meant to erase.',
  EMPTY_VALUE: PRODUCER,
  TOO_LARGE: 'Send smaller records or images, or raise intake.max-event-bytes or encoder.max-pixels.',
  NOT_SINGLE_OBJECT: WIRE,
  UNKNOWN_SCHEMA: 'Update this service if the producer is newer, or the producer if its schema was never released.',
  MALFORMED_BODY: WIRE,
  TRAILING_BYTES: WIRE,
  INVALID_ID: 'Give the example an id of 1 to 256 characters.',
  INVALID_SUBJECT: 'Leave the subject out or give it 1 to 256 characters.',
  INVALID_LABEL: 'Give the label 1 to 256 characters.',
  INVALID_TASK: 'Leave the task out or give it 1 to 256 characters.',
  INVALID_REVISION: 'Count revisions from 0 upwards.',
  CORRECTION_UNSUPPORTED: 'Send no corrections, or use ledger mode contributions.',
  NO_ENCODER: 'Configure encoder.path, or send features instead of a payload.',
  INVALID_PAYLOAD: 'Send either features, or a payload with its type.',
  UNREADABLE_IMAGE: 'Send whole PNG or JPEG files of a size that the encoder takes.',
  WRONG_DIMENSION: 'Send as many features as intake.dimension says.',
  NOT_FINITE: 'Send finite features: no NaN, no infinity.',
  ZERO_VECTOR: 'Send features that are not all zero, or set intake.normalize to none.',
  TIME_IN_FUTURE: 'Set the producer’s clock, or raise intake.max-future.',
  CONFLICTING_CONTENT: 'Send a correction with a higher revision instead of other content under the same one.',
  INVALID_REQUEST_ID: 'Give the deletion a request id of 1 to 256 characters.',
  INCOMPLETE_DELETION: 'Name what the scope needs. Nothing of this request was deleted: its person is still waiting.',
};

/**
 * @param {string} code
 * @returns {?string} null for a code that is newer than this page
 */
export function advice(code) {
  return ADVICE[code] ?? null;
}
