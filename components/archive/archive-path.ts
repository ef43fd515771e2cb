/** Where a recording's page is; at a moment of it, if one is given. */
export function archivePath(id: string, second?: number): string {
  return `/archives/${id}${second ? `?t=${Math.floor(second)}` : ''}`
}
