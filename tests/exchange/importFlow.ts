import type { TestClient, TestService } from '../support/service'

const BUSY = ['reading', 'checking', 'committing', 'undoing']

/** Waits until nothing works on a batch any more. @returns the batch. */
export async function settled(client: TestClient, id: string, patienceMs = 40_000) {
  for (const until = Date.now() + patienceMs; Date.now() < until; ) {
    const { status, body } = await client.get(`/imports/${id}`)
    if (status !== 200) throw new Error(`batch: ${status} ${JSON.stringify(body)}`)
    if (!BUSY.includes(body.state)) return body
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the batch does not settle')
}

/** Uploads a file and waits for the review. */
export async function upload(
  client: TestClient,
  file: Buffer,
  {
    kind = 'members',
    organizationId,
    fileName = '名册.xlsx',
  }: { kind?: string; organizationId: string; fileName?: string },
) {
  const query = `kind=${kind}&organizationId=${organizationId}&fileName=${encodeURIComponent(fileName)}`
  const { status, body } = await client.post(`/imports?${query}`, file, { key: null })
  if (status !== 200) throw new Error(`upload: ${status} ${JSON.stringify(body)}`)
  return settled(client, body.id)
}

/** All rows of a view, page by page. */
export async function allRows(client: TestClient, id: string, view = 'all') {
  const rows = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await client.get(`/imports/${id}/rows?view=${view}&limit=50${cursor ? `&cursor=${cursor}` : ''}`)
    rows.push(...body.items)
    cursor = body.next
  }
  return rows
}

/** Commits (or takes back) and waits. */
export async function carryOut(
  client: TestClient,
  id: string,
  step: 'commit' | 'undo' | 'accept',
  patienceMs?: number,
) {
  const { status, body } = await client.post(`/imports/${id}/${step}`, undefined, { key: null })
  if (status !== 200) throw new Error(`${step}: ${status} ${JSON.stringify(body)}`)
  return settled(client, id, patienceMs)
}

export const peopleIn = async (service: TestService, client: TestClient, organizationId: string) => {
  await service.drain()
  const { body } = await client.get(`/people?organizationId=${organizationId}&limit=100`)
  return body.items as { id: string; name: string; organizationName: string; membership: string }[]
}
