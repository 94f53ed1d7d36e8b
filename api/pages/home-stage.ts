import { escapeXml } from '../opensearch/xml.ts'
import type { MapWords } from './words/map-en.ts'

const speeds = [1, 2, 5, 10]

/** The map, what turns it, and the time line below it. All of it lives by the script. */
export function stage(say: MapWords, coasts: Record<'coarse' | 'fine', string>): string {
  const views = (['globe', 'plane', 'north', 'south'] as const).map(
    (kind) =>
      `<label><input type="radio" name="view" value="${kind}"${kind === 'globe' ? ' checked' : ''}><span>${escapeXml(say[kind])}</span></label>`,
  )
  return `<section class="stage scripted" aria-label="${escapeXml(say.map)}">
<div id="map" tabindex="0" role="application" aria-label="${escapeXml(say.map)}" aria-describedby="map-help"
 data-coarse="${coasts.coarse}" data-fine="${coasts.fine}">
<canvas></canvas><canvas></canvas><canvas></canvas>
</div>
<p id="map-help" class="unseen">${escapeXml(say.mapHelp)}</p>
<p id="drawing-help" role="status"></p>
<p id="tip" aria-hidden="true" hidden></p>
<fieldset class="views"><legend class="unseen">${escapeXml(say.views)}</legend>${views.join('')}</fieldset>
<div class="zoom"><button type="button" id="nearer" aria-label="${escapeXml(say.nearer)}" title="${escapeXml(say.nearer)}">+</button>
<button type="button" id="farther" aria-label="${escapeXml(say.farther)}" title="${escapeXml(say.farther)}">−</button></div>
<div class="timeline" role="group" aria-label="${escapeXml(say.time)}">
<div class="when"><button type="button" id="play" aria-pressed="false" aria-label="${escapeXml(say.play)}" title="${escapeXml(say.play)}"></button>
<input type="range" id="day" min="0" max="1" step="1" value="0" aria-label="${escapeXml(say.day)}">
<output id="day-name" for="day"></output>
<button type="button" id="whole" class="quiet" hidden>${escapeXml(say.wholePeriod)}</button>
<select id="speed" aria-label="${escapeXml(say.speed)}">${speeds
    .map(
      (days) =>
        `<option value="${days}"${days === 2 ? ' selected' : ''}>${escapeXml(say.perSecond(days))}</option>`,
    )
    .join('')}</select></div>
<div id="histogram" role="img"></div>
</div>
</section>`
}
