/** The form that issues a deletion. What may be asked is decided by the server; the form only helps. */
import {h} from './dom.js';
import {requestLink} from './parts.js';

const SCOPES = [
  ['SUBJECT', 'A subject', 'Everything that is known about one person or thing.'],
  ['EXAMPLES', 'Single examples', 'By their ids, up to 1,000.'],
  ['LABEL', 'A label', 'Every example with this label.'],
  ['TASK', 'A task', 'Every example of this task.'],
];

export function requestForm(context) {
  const {scope = 'SUBJECT', sending, sent, formProblem} = context.local;
  const submit = async (event) => {
    event.preventDefault();
    await issue(context, scope, event.target);
  };
  return h(
    'form',
    {class: 'panel wide request-form', key: 'form', on: {submit}},
    h('h2', null, 'Request a deletion'),
    h('fieldset', {class: 'scopes'}, h('legend', null, 'What is to be forgotten'), SCOPES.map((one) => scopeChoice(context, one, scope))),
    h('div', {class: 'fields'}, targetFields(scope), detailFields()),
    h('p', {class: 'muted'}, 'Cannot be undone. It covers what occurred until now; ids become pseudonyms and are shown nowhere.'),
    h(
      'div',
      {class: 'form-end'},
      h('button', {class: 'button danger', id: 'send-request', disabled: sending ?? false}, sending ? 'Sending' : 'Delete'),
      h('div', {role: 'status', 'aria-live': 'polite'}, sent && ['Requested: ', requestLink(sent)], formProblem && h('span', {class: 'problem'}, formProblem)),
    ),
  );
}

function scopeChoice(context, [value, name, hint], chosen) {
  return h(
    'label',
    {class: 'scope', key: value},
    h('input', {type: 'radio', name: 'scope', value, checked: value === chosen, on: {change: () => context.setLocal({scope: value})}}),
    h('span', null, h('b', null, name), h('span', {class: 'muted'}, hint)),
  );
}

/**
 * @param {string} scope of a deletion
 * @param {string} [form] what the ids of the fields begin with
 */
export function targetFields(scope, form = 'field') {
  if (scope === 'SUBJECT') {
    return field('subject', 'Subject id', {required: true, id: `${form}-subject`});
  }
  if (scope === 'EXAMPLES') {
    return [
      field('subject', 'Subject id', {id: `${form}-subject`}, 'empty for examples without one'),
      h(
        'label',
        {class: 'field', key: 'exampleIds'},
        h('span', null, 'Example ids, one per line'),
        h('textarea', {name: 'exampleIds', rows: 3, required: true, autocomplete: 'off', spellcheck: 'false'}),
      ),
    ];
  }
  return scope === 'LABEL' ? field('label', 'Label', {required: true}) : field('task', 'Task', {required: true});
}

function detailFields() {
  return [
    field('requestId', 'Request id', {}, 'empty: one is made; no personal data, it is shown in clear'),
    field('regulation', 'Regulation', {}, 'empty: the configured one'),
    h('label', {class: 'check', key: 'permanent'}, h('input', {type: 'checkbox', name: 'permanent'}), ' Also what occurs later, for ever'),
  ];
}

function field(name, title, attributes, hint = null) {
  return h(
    'label',
    {class: 'field', key: name},
    h('span', null, title),
    h('input', {name, id: `field-${name}`, maxlength: 256, autocomplete: 'off', spellcheck: 'false', ...attributes}),
    hint && h('span', {class: 'muted'}, hint),
  );
}

async function issue(context, scope, form) {
  context.setLocal({sending: true, sent: null, formProblem: null});
  try {
    const {requestId} = await context.send('v1/deletions', {scope, ...filled(form)});
    form.reset();
    context.setLocal({sending: false, sent: requestId});
  } catch (error) {
    context.setLocal({sending: false, formProblem: error.message});
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Object<string, *>} what was filled in, as POST /v1/deletions takes it
 */
export function filled(form) {
  const values = {};
  for (const [name, text] of new FormData(form)) {
    if (name === 'exampleIds') {
      values.exampleIds = text.split('\n').map((line) => line.trim()).filter(Boolean);
    } else if (name === 'permanent') {
      values.permanent = true;
    } else if (name !== 'scope' && text !== '') {
      values[name] = text;
    }
  }
  return values;
}
