// What the panel does by itself. Everything works without it but following the log.
// Pages are asked for as documents, never as text that is made markup of: Trusted Types stay on.
'use strict';

const BY_ITSELF = 'X-Panel-Refresh';
const LINES_KEPT = 500;
const TYPING_MS = 200;

function load(address, done) {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  request.setRequestHeader(BY_ITSELF, '1');
  request.onload = () => done(request.status === 200 ? request.response : null);
  request.onerror = () => done(null);
  request.send();
  return request;
}

/** Puts a part of a fresh page in the place of the old one; false when the session has ended. */
function replace(id, page) {
  const fresh = page && page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) {
    return false;
  }
  old.replaceWith(document.adoptNode(fresh));
  return true;
}

/** Search as you type: the list follows the form. */
function live(form) {
  let timer = 0;
  let asked = null;
  function search() {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (value) {
        address.searchParams.set(name, value);
      }
    }
    if (asked) {
      asked.abort();
    }
    asked = load(address, (page) => {
      if (page && !replace(form.dataset.live, page)) {
        location.reload();
      }
    });
    history.replaceState(null, '', address);
  }
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
}

/** A part that is fetched again every few seconds while somebody can see it. */
function refresh(id, seconds) {
  setInterval(() => {
    if (document.visibilityState === 'visible') {
      load(location.href, (page) => {
        if (page && !replace(id, page)) {
          location.reload();
        }
      });
    }
  }, seconds * 1000);
}

function part(name, text, style) {
  const element = document.createElement(name);
  element.textContent = text;
  if (style) {
    element.className = style;
  }
  return element;
}

/** The same as the server makes of a line. */
function lineOf(line) {
  const row = document.createElement('li');
  row.className = line.level.toLowerCase() + ' fresh';
  const time = part('time', line.time.replace('T', ' ').replace('Z', '').slice(0, 23));
  time.dateTime = line.time;
  row.append(time, part('b', line.level), part('i', line.service), part('span', line.message, 'message'));
  if (line.request_id) {
    const link = part('a', line.request_id, 'request');
    link.href = '/admin/logs?request=' + encodeURIComponent(line.request_id);
    row.append(link);
  }
  if (line.stack) {
    const details = document.createElement('details');
    details.append(part('summary', 'stack'), part('pre', line.stack));
    row.append(details);
  }
  return row;
}

/** The live log: newest on top, as the list is. */
function follow(button) {
  const log = document.getElementById('log');
  const state = document.getElementById('follow-state');
  let source = null;
  let missed = 0;
  function stop() {
    source.close();
    source = null;
    state.textContent = '';
    button.setAttribute('aria-pressed', 'false');
  }
  button.hidden = false;
  button.addEventListener('click', () => {
    if (source) {
      stop();
      return;
    }
    button.setAttribute('aria-pressed', 'true');
    state.textContent = ' Connecting …';
    source = new EventSource(button.dataset.tail);
    source.onopen = () => {
      state.textContent = ' Following';
    };
    source.onerror = () => {
      state.textContent = source.readyState === EventSource.CLOSED ? ' Can\'t be followed now' : ' Connecting …';
    };
    source.addEventListener('signed-out', () => location.reload());
    source.onmessage = (event) => {
      const line = JSON.parse(event.data);
      missed += line.missed;
      if (missed > 0) {
        state.textContent = ' Following; ' + missed + ' lines were too many and left out';
      }
      log.prepend(lineOf(line));
      while (log.children.length > LINES_KEPT) {
        log.lastElementChild.remove();
      }
    };
  });
}

document.querySelectorAll('form[data-live]').forEach(live);
document.querySelectorAll('[data-refresh]').forEach((part) => refresh(part.id, Number(part.dataset.refresh)));
document.querySelectorAll('[data-tail]').forEach(follow);
document.querySelectorAll('[data-all]').forEach((all) => {
  const box = all.querySelector('input');
  box.addEventListener('change', () => {
    all.closest('form').querySelectorAll('input[name="' + all.dataset.all + '"]').forEach((one) => {
      one.checked = box.checked;
    });
  });
});
document.addEventListener('submit', (event) => {
  const question = event.submitter && event.submitter.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
  }
});
