/** One organisation of a materialised path. */
export interface Place {
  organizationId: string
  path: string
}

/** `/root/…/own/` → own, parent, …, root, each with its path. */
export function placesUpward(path: string): Place[] {
  const ids = path.split('/').filter(Boolean)
  return ids.map((organizationId, i) => ({ organizationId, path: `/${ids.slice(0, i + 1).join('/')}/` })).reverse()
}
