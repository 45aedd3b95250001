/** The button that runs the verifier over all receipts, and what it said. */
import {h} from './dom.js';
import {plural, whole} from './format.js';
import {glyph, table} from './parts.js';

const EXPLANATION =
  'Checks every signature, every number and the log of all receipts, with the public keys only and none of the code that wrote them.';

export function verification(context) {
  const {verifying, verdict, verifyProblem} = context.local;
  const click = async () => {
    context.setLocal({verifying: true, verifyProblem: null});
    try {
      context.setLocal({verifying: false, verdict: await context.send('v1/receipts/verify')});
    } catch (error) {
      context.setLocal({verifying: false, verdict: null, verifyProblem: error.message});
    }
  };
  return h(
    'div',
    {class: 'verification'},
    h('p', null, EXPLANATION),
    h('button', {type: 'button', class: 'button', id: 'verify', disabled: verifying ?? false, on: {click}}, verifying ? 'Verifying' : 'Verify all receipts'),
    h('div', {role: 'status', 'aria-live': 'polite'}, verdict ? outcome(verdict) : null, verifyProblem && h('p', {class: 'problem'}, verifyProblem)),
  );
}

function outcome({verdict, receipts, requests, problems, millis}) {
  const isGood = verdict === 'VERIFIED' && problems.length === 0;
  const rows = problems.map(({code, message}, i) => ({key: i, cells: [h('code', null, code), message]}));
  return [
    h(
      'p',
      {class: isGood ? 'verdict fine' : 'verdict critical', id: 'verdict'},
      glyph(isGood ? 'fine' : 'critical'),
      h('b', null, verdict),
      ` ${plural(receipts, 'receipt')} of ${plural(requests, 'request')} in ${whole(millis)} ms`,
    ),
    rows.length > 0 && table([{title: 'Code'}, {title: 'What is wrong'}], rows, 'Problems found by the verifier'),
  ];
}
