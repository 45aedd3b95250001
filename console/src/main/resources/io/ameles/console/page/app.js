/** Puts the page together: what is known, which view shows it, and what keeps it fresh. */
import {extended, isOvergrown} from './alignment.js';
import {Announcements} from './announcements.js';
import {Problem, get, send} from './api.js';
import {redrawCharts} from './chart.js';
import {h, render} from './dom.js';
import {synchronise, tick} from './format.js';
import {keyOf} from './life.js';
import {openStream} from './live.js';
import {Resources} from './resources.js';
import {current, parse} from './routes.js';
import {banners, bar, navigation, signIn} from './shell.js';
import {createStore} from './store.js';

const store = createStore({
  /** @type {?import('./types.js').State} */
  state: null,
  connection: 'connecting',
  retryAt: 0,
  signedOut: false,
  problem: null,
  /** Whether somebody gave a token here, so that there is something to sign out of. */
  signedIn: recalled('ameles-signed-in') === 'yes',
  theme: document.documentElement.dataset.theme ?? 'system',
  route: parse(location.hash),
  local: {},
});
const resources = new Resources(() => store.set({}));
const announcements = new Announcements();
let stream = null;

const context = {
  get state() {
    return store.get().state;
  },
  get route() {
    return store.get().route;
  },
  /** What the view that is shown remembers for itself. */
  get local() {
    return store.get().local;
  },
  setLocal: (change) => store.set({local: {...store.get().local, ...change}}),
  need: (path) => resources.need(path),
  retry: () => resources.invalidate(() => true),
  /** @param {string} right 'read', 'predict' or 'forget' */
  may: (right) => store.get().state?.rights.includes(right) ?? false,
  send,
};

let drawing = 0;

function draw() {
  drawing = 0;
  const snapshot = store.get();
  render(at('bar'), bar(snapshot, actions));
  render(at('nav'), navigation(snapshot));
  render(at('banner'), banners(snapshot, actions));
  resources.begin();
  render(at('main'), content(snapshot));
  resources.end();
  announce(snapshot.state);
  keepInNavigation();
  document.title = title(snapshot);
}

function content(snapshot) {
  if (snapshot.signedOut) {
    return signIn(snapshot, actions);
  }
  const view = current(snapshot.route);
  return h('div', {class: 'view', key: view.name}, view.show(context));
}

function title({state, route}) {
  const alerts = state?.alerts.length ?? 0;
  const count = alerts > 0 ? `(${alerts}) ` : '';
  return `${count}${current(route).title} · ${state?.model ?? 'Ameles'}`;
}

/** Whoever listens rather than looks hears each alert once each time that it is raised. */
function announce(state) {
  const text = state && announcements.next(state.alerts);
  if (typeof text === 'string') {
    at('announcer').textContent = text;
  }
}

const actions = {
  retry: () => stream?.retry(),
  setTheme(theme) {
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
    remember('ameles-theme', theme);
    store.set({theme});
    redrawCharts();
  },
  async signIn(token) {
    try {
      await send('session', {token});
      remember('ameles-signed-in', 'yes');
      store.set({signedIn: true, signedOut: false, problem: null});
      await loadState();
      stream.retry();
    } catch (error) {
      store.set({problem: error});
    }
  },
  async signOut() {
    try {
      await send('session', undefined, 'DELETE');
    } catch (error) {
      store.set({problem: error});
      return;
    }
    remember('ameles-signed-in', 'no');
    // Nothing that was seen stays for whoever comes next.
    store.set({signedIn: false, signedOut: true, state: null, local: {}, problem: null});
    stream?.retry(); // the open one still has the rights of before
    await loadState();
  },
};

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds until the page is closed.
  }
}

function recalled(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** What shows deletions beside what was measured. */
const AFTER_RECEIPTS = /^v1\/(forgetting|drift)$/;

const receivers = {
  state: accept,
  points({series}) {
    for (const name of new Set(series.map((one) => one.name))) {
      resources.amend(
        (path) => isSeries(path) && names(path).includes(name),
        (data, path) => ({...data, series: extended(data.series, series, (one) => one.name === name && isWanted(path, one))}),
      );
    }
    resources.invalidate((path, data) => isSeries(path) && data !== null && isOvergrown(data.series, most(path)));
    store.set({});
  },
  requests({requests}) {
    resources.amend(
      (path) => path.startsWith('v1/deletions?'),
      (data) => ({...data, requests: data.requests.map((row) => newest(row, requests))}),
    );
    resources.amend(
      (path) => path.startsWith('v1/deletions/'),
      (data) => ({...data, ...newest(data, requests)}),
    );
    resources.invalidate((path) => path.startsWith('v1/deletions') || AFTER_RECEIPTS.test(path));
    store.set({});
  },
  'dead-letters'() {
    resources.invalidate((path) => path.startsWith('v1/dead-letters'));
  },
};

function isSeries(path) {
  return path.startsWith('v1/series?');
}

function query(path) {
  return new URLSearchParams(path.slice(path.indexOf('?')));
}

function names(path) {
  return query(path).getAll('name');
}

/** How many points of each series were asked for, or what the server takes if nothing is said. */
function most(path) {
  return Number(query(path).get('max') ?? 2000);
}

/** Whether a series is one of those that were asked for. */
function isWanted(path, {learner, tag}) {
  const asked = query(path);
  return (asked.get('learner') ?? learner) === learner && (asked.get('tag') ?? tag) === tag;
}

function newest(row, rows) {
  return rows.find((one) => keyOf(one) === keyOf(row)) ?? row;
}

/** @param {import('./types.js').State} state */
function accept(state) {
  const before = store.get().state;
  synchronise(state.serverTime);
  store.set({state, connection: 'open', signedOut: false, problem: null});
  if (before && before.version?.epoch !== state.version?.epoch) {
    resources.invalidate((path) => /^v1\/(forgetting|drift|models)$/.test(path));
  }
  if (before && before.kafka.status !== 'ok' && state.kafka.status === 'ok') {
    resources.invalidate(() => true); // what could not be read in between can be read now
  }
}

async function loadState() {
  try {
    accept(await get('v1/state'));
  } catch (error) {
    const signedOut = error instanceof Problem && error.isSignInNeeded;
    store.set({signedOut, signedIn: store.get().signedIn && !signedOut, problem: signedOut ? null : error});
  }
}

function listen() {
  stream = openStream({
    received: (event, data) => receivers[event](data),
    opened(again) {
      store.set({connection: 'open', problem: null});
      if (again) {
        resources.invalidate(() => true);
        loadState();
      }
    },
    lost(retryAt) {
      store.set({connection: 'lost', retryAt});
      loadState(); // it may be the sign-in that has ended
    },
  });
}

function navigate() {
  const route = parse(location.hash);
  const moved = route.view !== store.get().route.view || route.id !== store.get().route.id;
  store.set({route, local: moved ? {} : store.get().local});
  if (moved) {
    draw();
    scrollTo(0, 0);
    showInNavigation();
    document.querySelector('main h1')?.focus({preventScroll: true});
  }
}

let navigationWidth = 0;

/** Counts come and go, and move what stands behind them. */
function keepInNavigation() {
  if (at('nav').scrollWidth !== navigationWidth) {
    navigationWidth = at('nav').scrollWidth;
    showInNavigation();
  }
}

/** On a narrow screen the navigation is a line that scrolls. */
function showInNavigation() {
  const link = document.querySelector('#nav [aria-current]');
  if (link) {
    at('nav').scrollLeft = link.offsetLeft - (at('nav').clientWidth - link.offsetWidth) / 2;
  }
}

function at(id) {
  return document.getElementById(id);
}

store.subscribe(() => {
  drawing ||= requestAnimationFrame(draw);
});
addEventListener('hashchange', navigate);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawCharts);
document.querySelector('.skip').onclick = (event) => {
  event.preventDefault(); // the fragment is the route
  at('main').focus();
};
setInterval(() => {
  tick();
  if (store.get().connection === 'lost') {
    store.set({});
  }
}, 1000);
draw();
await loadState();
listen();
performance.mark('ameles-interactive');
