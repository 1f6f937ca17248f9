import type { Citation, Content } from '@shared/modules/quiz/model'
import { QuestionVersions } from './banks/collection'

/** What a version of a question asks. */
export interface VersionContent {
  content: Content
  source?: Citation
}

/** Versions kept in memory, the least used forgotten first: some ten megabytes. They never alter, so nothing kept is ever stale. */
const KEPT = 5_000
const kept = new Map<string, VersionContent>()

function keep(versionId: string, version: VersionContent): void {
  kept.delete(versionId)
  kept.set(versionId, version)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
}

/** What these versions (`questionId:version`) ask. @throws Error for one that does not exist: papers name only what is stored. */
export async function contentsOf(versionIds: readonly string[]): Promise<Map<string, VersionContent>> {
  const found = new Map<string, VersionContent>()
  const missing: string[] = []
  for (const id of versionIds) {
    const there = kept.get(id)
    if (!there) missing.push(id)
    else {
      found.set(id, there)
      keep(id, there)
    }
  }
  if (missing.length > 0)
    for (const { _id, content, source } of await QuestionVersions.find(
      { _id: { $in: missing } },
      { content: 1, source: 1 },
    ).lean()) {
      const version = { content, ...(source && { source }) }
      found.set(_id, version)
      keep(_id, version)
    }
  const lost = versionIds.find((id) => !found.has(id))
  if (lost !== undefined) throw new Error(`no version ${lost} of a question`)
  return found
}
