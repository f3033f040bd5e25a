/** Height of an hour in the grid. */
export const HOUR_REM = 3;

export const WEEK_STYLE = `
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; padding: 1rem 1.25rem; max-width: 96rem; margin: 0 auto }
.top h1 { font-size: 1.35rem; margin: 0 } .top .soft { font-size: .9rem } .top .grow { flex: 1 1 auto }
.steps { display: flex; gap: .4rem } .steps a, .add button, .act button { display: inline-block; padding: .4rem .9rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--paper); color: var(--ink); text-decoration: none; font: inherit; cursor: pointer }
.steps a:hover, .add button:hover, .act button:hover { border-color: var(--accent) }
.week { max-width: 96rem; margin: 0 auto; padding: 0 1.25rem 1.25rem }
.grid { display: grid; grid-template-columns: 3.2rem repeat(7, minmax(0, 1fr)); background: var(--paper); border: 1px solid var(--line); border-radius: .9rem }
.day-head { padding: .6rem .4rem .4rem; text-align: center; border-left: 1px solid var(--line) } .day-head b { display: block; font-size: 1.25rem; font-weight: 500 }
.day-head.today b { color: var(--accent); font-weight: 700 } .corner { color: var(--soft); font-size: .7rem; align-self: end; padding: .3rem; text-align: right }
.whole { border-left: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: .15rem; min-height: 1.9rem; display: grid; gap: .15rem; align-content: start } .whole.side { border-left: 0 } .whole > *, .small-only > * { min-width: 0 }
.hours, .day { position: relative; height: calc(var(--rows) * ${HOUR_REM}rem) } .hours span { position: absolute; right: .4rem; transform: translateY(-50%); font-size: .72rem; color: var(--soft) }
.day { border-left: 1px solid var(--line); background-image: linear-gradient(to bottom, var(--line) 1px, transparent 1px); background-size: 100% ${HOUR_REM}rem }
.day.today { background-color: color-mix(in srgb, var(--wash) 55%, transparent) }
.hold { display: contents }
.now { position: absolute; left: 0; right: 0; border-top: 2px solid #d93025; z-index: 3 }
details.event { position: absolute; padding-right: 2px }
details.event > summary, .chip-event > summary { list-style: none; height: 100%; overflow: hidden; cursor: pointer; border-radius: .4rem; padding: .12rem .4rem; font-size: .78rem; line-height: 1.25; background: var(--tone); color: #fff; border: 1px solid var(--tone); overflow-wrap: anywhere }
details > summary::-webkit-details-marker { display: none }
details.event > summary:focus-visible, .chip-event > summary:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px }
.free > summary { background: var(--paper) !important; color: var(--ink) !important } .maybe > summary { background: repeating-linear-gradient(135deg, var(--paper) 0 6px, var(--wash) 6px 12px) !important; color: var(--ink) !important }
.no > summary { background: var(--paper) !important; color: var(--soft) !important; text-decoration: line-through; border-style: dashed !important }
.chip-event { position: relative } .chip-event > summary { white-space: nowrap; text-overflow: ellipsis }
.act { position: absolute; z-index: 9; top: calc(100% + .2rem); left: 0; width: 17rem; max-width: calc(100vw - 2rem); padding: .85rem; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: .75rem; box-shadow: 0 .5rem 1.6rem #0004; font-size: .88rem }
.late .act { left: auto; right: 0 } .low .act { top: auto; bottom: calc(100% + .2rem) }
.act h3 { margin: 0 0 .2rem; font-size: 1rem; overflow-wrap: anywhere } .act p { margin: .1rem 0 .5rem } .act form { display: flex; gap: .4rem; align-items: end; margin-top: .5rem }
.act label, .add label { display: grid; gap: .15rem; font-size: .78rem; color: var(--soft) } .act input { width: 4.2rem }
.act input, .add input, .add select { font: inherit; padding: .3rem .4rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); color: var(--ink) }
.act .danger { color: #b3261e; border-color: #e6b5b1 } details[open] { z-index: 8 }
.add { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; max-width: 96rem; margin: 0 auto; padding: 0 1.25rem 1.5rem } .add .wide { flex: 1 1 14rem }
.told { max-width: 93.5rem; margin: 0 auto 1rem; padding: .6rem .9rem; border-radius: .6rem; background: #fbe3e1; color: #7d1a12 }
.owners { max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem } .owners ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem }
.owners a { display: block; padding: 1rem 1.1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .9rem; color: inherit; text-decoration: none } .owners a:hover { border-color: var(--accent) } .owners b { display: block; font-size: 1.1rem } .owners span { color: var(--soft); overflow-wrap: anywhere }
@media (max-width: 50rem) {
  .top { padding: .9rem .75rem .5rem } .week { padding: 0 .75rem 1rem } .add { padding: 0 .75rem 1.5rem } .add label { flex: 1 1 6rem } .add label:has(select) { flex-basis: 9rem } .add .wide { flex-basis: 100% } .add input, .add select { width: 100%; min-width: 0 }
  .grid { display: block; border: 0; background: none } .corner, .hours, .whole.side, .day-heads { display: none }
  .day { height: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .9rem; padding: .6rem; margin-bottom: .7rem; background-image: none } .day.bare { color: var(--soft) }
  .day .small-head { display: block; font-weight: 600; margin: 0 .2rem .35rem } .day.today .small-head { color: var(--accent) } .small-only { display: grid !important; gap: .3rem; margin-bottom: .3rem } .now, .wholes { display: none !important }
  details.event { position: relative; inset: auto !important; width: auto !important; height: auto !important; margin: .3rem 0; padding: 0 } details.event > summary, .chip-event > summary { padding: .45rem .6rem; font-size: .9rem } details.event > summary br { display: none }
  .act, .late .act, .low .act { position: static; width: auto; max-width: none; margin-top: .3rem; box-shadow: none }
}
@media (min-width: 50.01rem) { .small-head, .small-only { display: none } }
`;
