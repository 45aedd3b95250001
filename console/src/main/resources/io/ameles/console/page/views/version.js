/** The manifest of one version. */
import {h} from '../dom.js';
import {empty, fromAnswer, heading, panel} from '../parts.js';
import {tree} from '../tree.js';

export function version(context) {
  const {id} = context.route;
  const answer = context.need(`v1/models/${encodeURIComponent(id)}`);
  const back = h('a', {class: 'button', href: '#/versions'}, 'All versions');
  const title = heading(`Version ${id}`, 'What it is made of, and by what.', back);
  if (answer.status === 'failed' && answer.error.status === 404) {
    return [title, empty('Not stored', 'Versions from before a deletion are deleted when it is published, and old ones when there are too many.')];
  }
  return [title, fromAnswer(answer, (manifest) => panel('Manifest', tree(manifest), {wide: true}), {lines: 14, retry: context.retry})];
}
