import { attributes, escapeXml } from './opensearch/xml.ts'

export interface HeadLink {
  rel: string
  href: string
  type?: string
  title?: string
  hreflang?: string
}

export interface HeadParts {
  language: string
  /** Address of the service, without a slash at its end. */
  base: string
  title: string
  description?: string | undefined
  /** Names of files of `web/`, besides the theme that every page has. */
  styles: string[]
  links: HeadLink[]
  /** HTML: what else the head holds. */
  more?: string
}

/** What every page begins with, up to the end of its head. */
export function writeHead({
  language,
  base,
  title,
  description,
  styles,
  links,
  more = '',
}: HeadParts): string {
  const own = (file: string) => `${base}/web/${file}`
  const all = [
    ...['theme.css', ...styles].map((file) => ({ rel: 'stylesheet', href: own(file) })),
    { rel: 'icon', href: own('icon.svg'), type: 'image/svg+xml' },
    ...links,
  ]
  const about =
    description === undefined ? '' : `<meta${attributes({ name: 'description', content: description })}>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
${about}
${all.map((link) => `<link${attributes({ ...link })}>`).join('\n')}
${more}
</head>`
}
