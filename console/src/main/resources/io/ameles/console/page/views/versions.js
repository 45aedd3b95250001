/** The versions of the model, each with what it is made of. */
import {h} from '../dom.js';
import {ago, bytes, whole} from '../format.js';
import {badge, empty, fromAnswer, heading, panel, table} from '../parts.js';

const DIGITS = 12;

export function versions(context) {
  const answer = context.need('v1/models');
  return [
    heading('Versions', 'A version is exactly the effect of the records that a checkpoint reflects. Equal digests are equal models, to the last bit.'),
    fromAnswer(answer, (models) => (models.versions.length > 0 ? list(models) : none()), {lines: 10, retry: context.retry}),
  ];
}

function none() {
  return empty('No version yet', 'The first appears when the first checkpoint after the first labelled event is complete.');
}

function list({versions: all, current}) {
  const rows = [...all]
    .sort((a, b) => b.epoch - a.epoch)
    .map(({epoch, createdAt, liveExamples, learners}) => ({
      key: epoch,
      cells: [
        [h('a', {href: `#/versions/${epoch}`}, epoch), epoch === current && badge('current', 'fine')],
        ago(createdAt),
        whole(liveExamples),
        learners.map(digest),
        bytes(learners.reduce((sum, learner) => sum + learner.bytes, 0)),
      ],
    }));
  const columns = [{title: 'Version'}, {title: 'Made'}, {title: 'Live examples', number: true}, {title: 'State digests'}, {title: 'Size', number: true}];
  return panel('Stored versions', table(columns, rows, 'Stored versions, the latest first'), {
    wide: true,
    note: 'Versions from before a deletion are deleted when it is published.',
  });
}

function digest({name, stateDigest}) {
  return h('span', {class: 'digest', key: name}, h('span', {class: 'muted'}, `${name} `), h('code', {title: stateDigest}, (stateDigest ?? '–').slice(0, DIGITS)));
}
