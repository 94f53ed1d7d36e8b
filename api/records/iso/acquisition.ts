import type { KnownCollection } from '../knowledge.ts'
import { codeOf, identifierOf, nest, textOf } from './elements.ts'

/** How it came about, in a sentence: LI_Lineage; nothing where neither platform, instrument nor level is known. */
export function lineageOf(known: KnownCollection): string {
  const statement = lineageText(known)
  if (statement === undefined) return ''
  return nest(
    'mdb:resourceLineage mrl:LI_Lineage',
    textOf('mrl:statement', statement),
    nest('mrl:scope mcc:MD_Scope', codeOf('mcc:level', 'mcc:MD_ScopeCode', 'series')),
  )
}

export function lineageText({ platforms, instruments, levels }: KnownCollection): string | undefined {
  const by = instruments.length > 0 ? ` by ${instruments.join(', ')}` : ''
  const on = platforms.length > 0 ? ` on ${platforms.join(', ')}` : ''
  const measured = by + on === '' ? [] : [`Measured${by}${on}.`]
  const processed = levels.length > 0 ? [`Processed to level ${levels.join(', ')}.`] : []
  const sentences = [...measured, ...processed]
  return sentences.length === 0 ? undefined : sentences.join(' ')
}

/** What measured: MI_AcquisitionInformation. A platform stands there only with its instruments, as the schema wants it. */
export function acquisitionOf({ platforms, instruments }: KnownCollection): string {
  if (instruments.length === 0) return ''
  const scope = nest('mac:scope mcc:MD_Scope', codeOf('mcc:level', 'mcc:MD_ScopeCode', 'series'))
  const aboard = instruments.map((instrument) =>
    nest(
      'mac:instrument mac:MI_Instrument',
      identifierOf('mac:identifier', { code: instrument }),
      textOf('mac:type', instrument),
    ),
  )
  const content =
    platforms.length === 0
      ? aboard
      : platforms.map((platform) =>
          nest(
            'mac:platform mac:MI_Platform',
            identifierOf('mac:identifier', { code: platform }),
            textOf('mac:description', platform),
            ...aboard,
          ),
        )
  return nest('mdb:acquisitionInformation mac:MI_AcquisitionInformation', scope, ...content)
}
