/** What the link to an asset is in a feed, by the roles of STAC best practices: pictures are icons, metadata describes, the rest is what one downloads. */
export function relationOf(roles: readonly unknown[]): 'icon' | 'describedby' | 'enclosure' {
  if (roles.includes('thumbnail') || roles.includes('overview')) return 'icon'
  return roles.includes('metadata') ? 'describedby' : 'enclosure'
}
