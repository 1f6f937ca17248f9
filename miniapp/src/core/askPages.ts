/** One page of a list, and where the next one begins. */
export interface PageOf<Row> {
  items: Row[]
  next: string | null
}

/** So many pages of a list as one. */
export async function askPages<Page extends PageOf<unknown>>(
  ask: (cursor?: string) => Promise<Page>,
  pages: number,
): Promise<Page> {
  const first = await ask()
  const items = [...first.items]
  let { next } = first
  for (let asked = 1; next !== null && asked < pages; asked += 1) {
    const page = await ask(next)
    items.push(...page.items)
    next = page.next
  }
  return { ...first, items, next }
}
