// What the page's looks and its few movements are: it works without either.
import { WAITING_FRESH_MS, WAITING_SHOWN_MS } from '@service-hall/contract'

export const STYLE = `
:root { color-scheme: light dark; --paper: #f7fbfb; --card: #fff; --ink: #172124; --soft: #47575b; --strong: #00635d; --edge: #6d8a8a; --hair: #d3dfdf; --shut: #8a3b00; --on-strong: #fff; font-size: 20px; }
:root.big { font-size: 27px; }
@media (prefers-color-scheme: dark) { :root { --paper: #10191b; --card: #182427; --ink: #eaf2f2; --soft: #b3c3c5; --strong: #6fd3c9; --edge: #7f9c9c; --hair: #33474a; --shut: #ffb27a; --on-strong: #08211f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font-family: 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif; line-height: 1.5; overflow-wrap: anywhere; }
header, main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1.15rem; line-height: 1.3; }
p { margin: .2rem 0; }
a { color: var(--strong); }
.modes, .choices, .row { display: flex; flex-wrap: wrap; gap: .5rem; }
.modes a, .choices a, button { display: inline-flex; min-height: 48px; align-items: center; padding: .25rem .9rem; border: 2px solid var(--edge); border-radius: .6rem; background: var(--card); color: var(--strong); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.choices { margin: .6rem 0; }
.choices a[aria-current], form button { border-color: var(--strong); background: var(--strong); color: var(--on-strong); }
label { display: block; font-weight: 600; }
input[type=search] { min-height: 48px; min-width: 0; flex: 1 1 12rem; padding: .25rem .75rem; border: 2px solid var(--edge); border-radius: .6rem; background: var(--card); color: var(--ink); font: inherit; }
:focus-visible { outline: 4px solid #c26a00; outline-offset: 2px; }
.here { margin: .6rem 0; }
small { color: var(--soft); font-size: .85rem; }
.names a { display: inline-flex; min-height: 32px; align-items: center; margin-right: .6rem; }
ol { display: grid; gap: .75rem; margin: .5rem 0; padding: 0; list-style: none; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
li { padding: .9rem; border: 2px solid var(--hair); border-radius: .8rem; background: var(--card); }
.top { display: flex; align-items: baseline; justify-content: space-between; gap: .75rem; }
.far { flex: none; }
.kind, .unknown, li p > span { color: var(--soft); }
.open { color: var(--strong); font-weight: 600; }
.shut { color: var(--shut); font-weight: 600; }
.waiting:not(.unknown) { font-size: 1.15rem; font-weight: 700; }
li a { display: inline-flex; min-height: 32px; align-items: center; }
.asof { color: var(--soft); }
.asof a { display: inline-flex; min-height: 32px; align-items: center; }
[hidden] { display: none !important; }
`

export const SCRIPT = `
'use strict'
const here = document.querySelector('.here')
if (here && navigator.geolocation && window.isSecureContext) {
  here.hidden = false
  here.querySelector('button').addEventListener('click', () => {
    const failed = here.querySelector('strong')
    failed.hidden = true
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // To some 100 m: no more leaves the machine.
        const to = new URL(here.dataset.here, location.href)
        to.searchParams.set('lat', coords.latitude.toFixed(3))
        to.searchParams.set('lon', coords.longitude.toFixed(3))
        location.assign(to)
      },
      () => { failed.hidden = false },
      { enableHighAccuracy: false, timeout: 15000, maximumAge: 300000 },
    )
  })
}
// Figures grow old while the page is looked at; by a clock that nobody sets.
const note = document.querySelector('.asof')
const loadedAt = performance.now()
if (note) setInterval(() => {
  const age = performance.now() - loadedAt
  if (age > ${WAITING_SHOWN_MS}) {
    for (const one of document.querySelectorAll('[data-waiting]')) one.hidden = true
    note.querySelector('span').textContent = note.dataset.old
  } else if (age > ${WAITING_FRESH_MS})
    note.querySelector('span').textContent = note.dataset.age.replace('{n}', String(Math.floor(age / 60000)))
}, 5000)
// Back from a page kept aside: what it shows may be of yesterday.
window.addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload() })
`
