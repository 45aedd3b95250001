/** The button that runs the verifier over all receipts, and what it said. */
import {h} from './dom.js';
import {plural, whole} from './format.js';
import {glyph, table} from './parts.js';

const EXPLANATION =
  'Checks every signature, every number and the log of all receipts, with the public keys only and none of the code that wrote them.';

/** @param {object} context of the view */
export function verifyButton(context) {
  const {verifying = false} = context.local;
  const click = async () => {
    context.setLocal({verifying: true, verdict: null, verifyProblem: null});
    try {
      context.setLocal({verifying: false, verdict: await context.send('v1/receipts/verify', {})});
    } catch (error) {
      context.setLocal({verifying: false, verifyProblem: error.message});
    }
  };
  const attributes = {type: 'button', class: 'button', id: 'verify', disabled: verifying, title: EXPLANATION, on: {click}};
  return h('button', attributes, verifying ? 'Verifying' : 'Verify all receipts');
}

/** @param {object} context of the view */
export function verdict({local}) {
  const {verdict: result, verifyProblem} = local;
  const isShown = result || verifyProblem;
  return h(
    'div',
    {role: 'status', 'aria-live': 'polite', key: 'verdict', class: isShown ? 'panel' : 'nothing'},
    result && outcome(result),
    verifyProblem && h('p', {class: 'problem'}, verifyProblem),
  );
}

function outcome({verdict: word, receipts, requests, problems, millis}) {
  const isGood = word === 'VERIFIED' && problems.length === 0;
  const rows = problems.map(({code, message}, i) => ({key: i, cells: [h('code', null, code), message]}));
  return [
    h(
      'p',
      {class: isGood ? 'verdict fine' : 'verdict critical', id: 'verdict'},
      glyph(isGood ? 'fine' : 'critical'),
      h('b', null, word),
      ` ${plural(receipts, 'receipt')} of ${plural(requests, 'request')} in ${whole(millis)} ms`,
    ),
    h('p', {class: 'muted small'}, EXPLANATION),
    rows.length > 0 && table([{title: 'Code'}, {title: 'What is wrong'}], rows, 'Problems found by the verifier'),
  ];
}
