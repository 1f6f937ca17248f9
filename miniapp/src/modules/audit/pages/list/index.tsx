import type { CallInput } from '@shared/core/contract'
import { auditContract } from '@shared/modules/audit/contract'
import { AUDIT_MODULE_LABELS } from '@shared/modules/audit/model'
import type { AuditRow } from '@shared/modules/audit/rows'
import { AUDIT_TABLE } from '@shared/modules/audit/table'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useTable } from '@/core/useTable'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { EntrySheet } from '../../components/EntrySheet'

const api = createClient(auditContract)
type Query = CallInput<typeof auditContract.endpoints.list>['query']

const FILTERS: readonly TableFilter[] = [
  {
    id: 'module',
    label: '方面',
    options: Object.entries(AUDIT_MODULE_LABELS).map(([value, label]) => ({ value, label })),
  },
  { id: 'from', label: '从' },
  { id: 'to', label: '到' },
]

export default function Audit() {
  const [intact, setIntact] = useState<{ intact: boolean; brokenAt: number | null }>()
  const [opened, setOpened] = useState<AuditRow>()
  const administrator = useStore(session, (state) => state.person?.roles.includes('administrator') ?? false)
  const entries = useTable(AUDIT_TABLE, (query: Query) => api.list({ query }))
  const verify = useAction(async () => setIntact(await api.verify()))
  const save = useAction(async () =>
    openFile(await api.export({ query: { ...entries.asked, columns: entries.shown.join(',') } })),
  )
  const acts = administrator ? (
    <Button icon="link" size="d" busy={verify.busy} onClick={verify.run}>
      核对有无改动
    </Button>
  ) : undefined
  return (
    <Page title="操作记录" acts={acts} state={<ErrorBanner error={verify.error ?? save.error} />}>
      {intact?.intact && <Banner tone="ok" title="逐条核对过，没有被改动或删除" />}
      {intact && !intact.intact && (
        <Banner tone="bad" title={`从第 ${intact.brokenAt} 条起对不上，请立即告知安全管理员`} />
      )}
      <DataTable
        table={AUDIT_TABLE}
        state={entries}
        filters={FILTERS}
        searchLabel="按姓名或内容找"
        onOpen={setOpened}
        onExport={administrator ? save.run : undefined}
        exporting={save.busy}
        empty={{ title: '还没有操作记录' }}
      />
      <EntrySheet entry={opened} onClose={() => setOpened(undefined)} />
    </Page>
  )
}
