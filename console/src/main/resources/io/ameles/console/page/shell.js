/** What is around every view: bar, navigation, banners, and the way in. */
import {h} from './dom.js';
import {ago, duration, whole} from './format.js';
import {views} from './routes.js';

const THEMES = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** @param {object} snapshot of the store */
export function bar({state, connection, theme, signedIn, signedOut}, actions) {
  return [
    h('a', {class: 'brand', href: '#/overview'}, h('img', {src: 'icon.svg', alt: '', width: 22, height: 22}), 'Ameles'),
    h('span', {class: 'model', title: 'The model that this console watches'}, state?.model ?? ''),
    h('span', {class: 'bar-version'}, version(state)),
    h('span', {class: 'bar-space'}),
    connected(connection, state),
    h(
      'label',
      {class: 'theme'},
      h('span', {class: 'visually-hidden'}, 'Colours'),
      h(
        'select',
        {id: 'theme', on: {change: (event) => actions.setTheme(event.target.value)}},
        THEMES.map(([value, name]) => h('option', {value, selected: value === theme}, name)),
      ),
    ),
    signedIn && !signedOut && h('button', {type: 'button', class: 'button', id: 'sign-out', on: {click: actions.signOut}}, 'Sign out'),
  ];
}

const CONNECTIONS = {connecting: 'Connecting', open: 'Live', lost: 'Not connected', cut: 'No news from Kafka'};

/** A console that is there and hears nothing from Kafka is not live. */
function connected(connection, state) {
  const isCut = connection === 'open' && state !== null && state.kafka.status !== 'ok';
  const shown = isCut ? 'cut' : connection;
  return h('span', {class: `connection ${shown}`, role: 'status'}, CONNECTIONS[shown]);
}

function version(state) {
  if (!state) {
    return '';
  }
  const {version: current} = state;
  return current ? ['Version ', h('b', null, current.epoch), ', ', ago(current.createdAt)] : 'No version yet';
}

/** @param {object} snapshot of the store */
export function navigation({state, route}) {
  return h(
    'ul',
    null,
    views.map(({name, title}) =>
      h(
        'li',
        null,
        h('a', {href: `#/${name}`, 'aria-current': name === route.view ? 'page' : null}, title, count(name, state)),
      ),
    ),
  );
}

function count(name, state) {
  if (!state) {
    return null;
  }
  const [number, tone, what] = counts(state)[name] ?? [0];
  return number > 0 && h('span', {class: `count ${tone}`, title: `${whole(number)} ${what}`}, whole(number));
}

function counts({alerts, deletions, facts}) {
  const urgent = (deletions.overdue ?? 0) + (deletions.atRisk ?? 0);
  const driftAlerts = alerts.filter(({view}) => view === 'drift').length;
  const lost = (facts['events.dead-letters'] ?? 0) + (facts['deletions.dead-letters'] ?? 0);
  return {
    overview: [alerts.length, worst(alerts), 'alerts'],
    drift: [driftAlerts, 'warning', 'alerts'],
    deletions: [deletions.pending ?? 0, urgent > 0 ? 'critical' : '', 'pending'],
    'dead-letters': [lost, '', 'set aside since the beginning'],
  };
}

function worst(alerts) {
  return alerts.some(({severity}) => severity === 'critical') ? 'critical' : 'warning';
}

/** @param {object} snapshot of the store */
export function banners({state, connection, retryAt, problem, signedOut}, actions) {
  const shown = [];
  if (connection === 'lost' && !signedOut) {
    const wait = Math.max(0, retryAt - Date.now());
    const until = wait > 500 ? `Trying again in ${duration(wait)}.` : 'Trying again now.';
    shown.push(banner('critical', 'lost', `The console does not answer; what you see is from before. ${until}`, actions.retry));
  } else if (problem && !signedOut) {
    shown.push(banner('critical', 'problem', problem.message, actions.retry));
  }
  if (state && state.kafka.status !== 'ok') {
    const reason = state.kafka.message ? ` ${state.kafka.message}` : '';
    shown.push(banner('warning', 'kafka', `Kafka cannot be reached: what you see is from before, and nothing new comes in until it can.${reason}`));
  }
  return shown;
}

function banner(tone, key, text, retry) {
  return h(
    'div',
    {class: `banner ${tone}`, key},
    h('span', null, text),
    retry && h('button', {type: 'button', class: 'button', on: {click: retry}}, 'Try now'),
  );
}

/** @param {object} snapshot of the store */
export function signIn({problem}, actions) {
  const submit = (event) => {
    event.preventDefault();
    actions.signIn(new FormData(event.target).get('token'));
  };
  return h(
    'form',
    {class: 'sign-in', on: {submit}},
    h('h1', null, 'Sign in'),
    h('p', {class: 'lead'}, 'This console asks for a token. Whoever started it has it, or can make one.'),
    h('label', {for: 'token'}, 'Token'),
    h('input', {id: 'token', name: 'token', type: 'password', autocomplete: 'current-password', required: true}),
    problem && h('p', {class: 'problem', role: 'alert'}, problem.message),
    h('button', {class: 'button primary'}, 'Sign in'),
  );
}
