import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import { moduleLabelOf } from '@shared/modules/audit/model'
import type { AuditRow } from '@shared/modules/audit/rows'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'

interface EntrySheetProps {
  entry: AuditRow | undefined
  onClose: () => void
}

/** Plain values of an entry's details, one line each; what is nested is shown as it was stored. */
function linesOf(details: unknown): [string, string][] {
  if (typeof details !== 'object' || details === null) return []
  return Object.entries(details).map(([key, value]) => [
    key,
    typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value),
  ])
}

/** One entry of the audit trail with everything that was kept of it. */
export function EntrySheet({ entry, onClose }: EntrySheetProps) {
  if (!entry) return null
  return (
    <Sheet open title={entry.summary} sub={moduleLabelOf(entry.action)} onClose={onClose}>
      <MiniRow label="操作人" value={entry.actorName || '系统'} />
      <MiniRow label="时间" value={`${plainDateOfInstant(entry.at)} ${clockTimeOf(entry.at)}`} />
      {linesOf(entry.details).map(([key, value]) => (
        <MiniRow key={key} label={key} value={value} />
      ))}
      <MiniRow label="请求编号" value={entry.requestId} />
      <MiniRow label="记录链" value={entry.sequence === null ? '正在封存' : `第 ${entry.sequence} 条，已封存`} />
    </Sheet>
  )
}
