'use strict';
// The data: see rt/src/tool/matrix_html.cpp. Nothing in it is ever put into the page
// as markup, only as text.
const data = JSON.parse(document.getElementById('data').textContent);
const H = data.handlers, n = H.length;
const $ = id => document.getElementById(id);
const grid = $('grid'), pen = grid.getContext('2d');
const VERDICT = ['may always run together', 'may run together unless they share a context',
                 'never together', 'never together, and they conflict through a context too'];
const BITS = ['00', '10', '01', '11'];
// One digit a cell of the lower triangle: 2 for never together, 1 for the context.
const value = (a, b) => a < b ? value(b, a) : +data.matrix[a * (a + 1) / 2 + b];
const shade = v => v > 1 ? 2 : v;

// What a run measured: per handler and per pair of waiter and waited-for, a count and nanoseconds.
const run = data.measured;
const waits = (a, b) => run && run.waits[a + ',' + b] || [0, 0];
const waited = (a, b) => waits(a, b)[1] + (a === b ? 0 : waits(b, a)[1]);
const longest = run ? Math.max(1, ...Object.keys(run.waits).map(k => waited(...k.split(',').map(Number)))) : 1;
const count = k => k.toLocaleString('en'), times = k => count(k) + (k === 1 ? ' time' : ' times');
const time = ns => ns < 1e3 ? ns + ' ns' : ns < 1e6 ? (ns / 1e3).toFixed(1) + ' µs'
  : ns < 1e9 ? (ns / 1e6).toFixed(1) + ' ms' : (ns / 1e9).toFixed(2) + ' s';

let order = [], shown = new Set([0, 1, 2]), chosen = null, cursor = [0, 0], size = 12;
const margin = 34;

function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (className) e.className = className;
  return e;
}
const name = h => h.id + ' ' + h.name;
const hueColour = hue => hue === null ? 'var(--alone)' : `hsl(${(hue * 137 + 210) % 360} 60% 50%)`;
const css = v => getComputedStyle(document.documentElement).getPropertyValue(v).trim();

function matches(h, words) {
  const text = (h.name + ' ' + h.place + ' ' + h.regions.map(r => data.regions[r]).join(' ')).toLowerCase();
  return words.every(w => text.includes(w));
}

function select() {
  const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  order = H.filter(h => matches(h, words)).map(h => h.id);
  const sorted = $('order').value;
  if (sorted === 'hue') {
    const rank = h => H[h].hue === null ? Infinity : H[h].hue;
    order.sort((a, b) => rank(a) - rank(b) || a - b);
  } else if (sorted !== 'source') {
    const rank = order.map(() => 0);
    for (const a of order)
      rank[a] = sorted === 'time' ? run.handlers[a][1] : H.reduce((sum, b) => sum + waited(a, b.id), 0);
    order.sort((a, b) => rank[b] - rank[a] || a - b);
  }
  cursor = [0, 0];
  list();
  draw();
}

function list() {
  const items = [];
  let last;
  for (const id of order) {
    const h = H[id];
    if ($('order').value === 'hue' && h.hue !== last) {
      const li = element('li');
      li.append(element('h2', h.hue === null ? 'runs alone' : 'hue ' + h.hue));
      items.push(li);
      last = h.hue;
    }
    const li = element('li'), button = element('button', name(h));
    button.style.setProperty('--hue', hueColour(h.hue));
    button.title = h.place;
    if (run) button.append(element('small', `${times(run.handlers[id][0])}, ${time(run.handlers[id][1])}`));
    button.dataset.id = id;
    button.onclick = () => show(id, id);
    li.append(button);
    items.push(li);
  }
  if (!items.length) items.push(element('li', 'No handler matches.'));
  $('handlers').replaceChildren(...items);
}

function draw() {
  const room = $('map').clientWidth - margin - 24;
  size = Math.max(3, Math.min(26, Math.floor(room / Math.max(1, order.length))));
  const side = margin + size * order.length + 2, ratio = window.devicePixelRatio || 1;
  grid.width = grid.height = side * ratio;
  grid.style.width = grid.style.height = side + 'px';
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, side, side);
  const colour = ['--v0', '--v1', '--v2'].map(css), back = css('--panel');
  const gap = size > 7 ? 1 : 0;
  order.forEach((a, y) => order.forEach((b, x) => {
    const v = shade(value(a, b));
    pen.fillStyle = shown.has(v) ? colour[v] : back;
    pen.fillRect(margin + x * size, margin + y * size, size - gap, size - gap);
  }));
  if (run) dots();
  labels();
  mark();
}

// A dot on each cell that somebody waited for, its area the time waited.
function dots() {
  const ink = css('--text'), rim = css('--back');
  order.forEach((a, y) => order.forEach((b, x) => {
    const ns = waited(a, b);
    if (!ns || !shown.has(shade(value(a, b)))) return;
    pen.beginPath();
    pen.arc(margin + (x + .5) * size - .5, margin + (y + .5) * size - .5,
            Math.max(1, size * .42 * Math.sqrt(ns / longest)), 0, 7);
    pen.fillStyle = ink;
    pen.fill();
    if (size > 7) { pen.strokeStyle = rim; pen.lineWidth = 1; pen.stroke(); }
  }));
}

function waitText(a, b) {
  const [k, ns] = waits(a, b);
  return k ? `${name(H[a])} waited for ${a === b ? 'another invocation of itself' : name(H[b])} ${times(k)}, ${time(ns)} in all` : '';
}

function labels() {
  pen.fillStyle = css('--faint');
  pen.font = '11px system-ui, sans-serif';
  const step = Math.max(1, Math.ceil(26 / size));
  order.forEach((id, i) => {
    pen.fillStyle = H[id].hue === null ? css('--alone') : hueColour(H[id].hue);
    pen.fillRect(margin - 5, margin + i * size, 4, size - 1);
    pen.fillRect(margin + i * size, margin - 5, size - 1, 4);
    if (i % step) return;
    pen.fillStyle = css('--faint');
    pen.textAlign = 'right';
    pen.fillText(id, margin - 8, margin + i * size + Math.min(size, 13) - 2);
    pen.textAlign = 'left';
    pen.fillText(id, margin + i * size, margin - 10);
  });
}

function mark() {
  if (!order.length) return;
  const [x, y] = cursor;
  pen.strokeStyle = css('--mark');
  pen.lineWidth = 2;
  // Small cells get a mark that is seen.
  const side = Math.max(size - 1, 8), shift = (side - size + 1) / 2;
  pen.strokeRect(margin + x * size - shift, margin + y * size - shift, side, side);
}

function move(x, y) {
  if (!order.length) return;
  cursor = [Math.max(0, Math.min(order.length - 1, x)), Math.max(0, Math.min(order.length - 1, y))];
  draw();
  const [a, b] = [order[cursor[1]], order[cursor[0]]];
  const waiting = new Set([waitText(a, b), waitText(b, a)].filter(Boolean));
  $('hover').textContent = [`${name(H[a])} and ${name(H[b])}: ${VERDICT[value(a, b)]}`, ...waiting].join('. ') + '.';
}

const source = at => {
  const p = data.places[at], out = [element('p', p[0], 'faint')];
  if (p[1]) out.push(element('pre', p[1] + (p[2] ? '\n' + ' '.repeat(p[2] - 1) + '^' : '')));
  return out;
};

function access(row, effect) {
  const [mode, at, chain, assumed] = effect;
  const out = [element('p', `${name(H[row])} ${['reads', 'writes', 'updates'][mode]} it`)];
  out.push(...source(at));
  for (const [f, p] of chain)
    out.push(element('p', `through ${data.names[f]}, called at ${data.places[p][0]}`, 'faint'));
  if (assumed !== null) out.push(element('p', 'assumed by ' + data.names[assumed], 'faint'));
  return out;
}

function show(a, b, focus) {
  if (a > b) [a, b] = [b, a];
  const v = value(a, b), out = [];
  out.push(element('h2', a === b ? name(H[a]) : name(H[a]) + ' and ' + name(H[b])));
  const verdict = element('p');
  verdict.append(element('span', BITS[v], 'badge b' + shade(v)), ' ' + VERDICT[v]);
  out.push(verdict);
  for (const id of new Set([a, b])) {
    out.push(element('p', `${H[id].name}: ${H[id].place}`, 'faint'));
    if (H[id].why) out.push(element('p', `${H[id].name} ${H[id].alone ? 'runs alone' : 'stays on one thread'}: ${H[id].why}`));
  }
  if (run) {
    const lines = new Set([waitText(a, b), waitText(b, a)].filter(Boolean));
    out.push(element('h3', `In the run, on ${run.threads} ${run.threads === 1 ? 'thread' : 'threads'}`));
    for (const id of new Set([a, b]))
      out.push(element('p', `${name(H[id])} ran ${times(run.handlers[id][0])}, ${time(run.handlers[id][1])} in all.`));
    for (const line of lines) out.push(element('p', line + '.'));
    if (!lines.size) out.push(element('p', 'Neither waited for the other.'));
  }
  const cell = data.cells[a + ',' + b];
  (cell ? cell[1] : []).forEach(([context, region, x, y, advice], i) => {
    out.push(element('h3', `${i + 1}. ${data.regions[region]} (in ${context ? 'the same' : 'any'} context)`));
    out.push(...access(a, data.effects[x]));
    if (a === b && x === y) out.push(element('p', 'and so does another invocation of it'));
    else out.push(...access(b, data.effects[y]));
    const p = element('p');
    p.append(element('strong', 'What would help: '), data.names[advice] + '.');
    out.push(p);
  });
  if (cell && cell[0] > cell[1].length)
    out.push(element('p', `… and ${cell[0] - cell[1].length} more regions: polychrome why FILE ${a} ${b} --all`, 'faint'));
  $('details').replaceChildren(...out);
  for (const b of $('handlers').querySelectorAll('button'))
    b.setAttribute('aria-current', +b.dataset.id === a);
  if (focus) $('details').focus();
}

function cellAt(event) {
  const box = grid.getBoundingClientRect();
  const x = Math.floor((event.clientX - box.left - margin) / size);
  const y = Math.floor((event.clientY - box.top - margin) / size);
  return x >= 0 && y >= 0 && x < order.length && y < order.length ? [x, y] : null;
}

grid.onmousemove = e => { const c = cellAt(e); if (c && (c[0] !== cursor[0] || c[1] !== cursor[1])) move(...c); };
grid.onclick = e => { const c = cellAt(e); if (c) { move(...c); show(order[c[1]], order[c[0]]); } };
grid.onkeydown = e => {
  const [x, y] = cursor, page = 10;
  const to = {ArrowLeft: [x - 1, y], ArrowRight: [x + 1, y], ArrowUp: [x, y - 1], ArrowDown: [x, y + 1],
              Home: [0, y], End: [n, y], PageUp: [x, y - page], PageDown: [x, y + page]}[e.key];
  if (to) move(...to);
  else if (e.key === 'Enter' || e.key === ' ') { if (order.length) show(order[y], order[x], true); }
  else return;
  e.preventDefault();
};
$('details').onkeydown = e => { if (e.key === 'Escape') grid.focus(); };
$('search').oninput = $('order').onchange = select;
for (const box of document.querySelectorAll('[data-bits]'))
  box.onchange = () => {
    if (box.checked) shown.add(+box.dataset.bits); else shown.delete(+box.dataset.bits);
    draw();
  };
window.onresize = draw;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

if (run) $('waits-key').hidden = false;
else for (const o of $('order').querySelectorAll('[value=waits], [value=time]')) o.remove();
$('program').textContent = `${data.program}, ${n} handlers`;
select();
// #3,5 opens that cell: something to send to a colleague.
const wanted = /^#(\d+),(\d+)$/.exec(location.hash);
if (wanted && +wanted[1] < n && +wanted[2] < n) {
  move(order.indexOf(+wanted[2]), order.indexOf(+wanted[1]));
  show(+wanted[1], +wanted[2]);
} else if (n) {
  show(0, 0);
}
