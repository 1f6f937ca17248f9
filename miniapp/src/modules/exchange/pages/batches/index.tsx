import type { CallInput } from '@shared/core/contract'
import type { exchangeContract } from '@shared/modules/exchange/contract'
import { BATCH_STATE_LABELS } from '@shared/modules/exchange/model'
import type { ImportBatch } from '@shared/modules/exchange/rows'
import { batchStateOf, IMPORTS_TABLE } from '@shared/modules/exchange/table'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useTable } from '@/core/useTable'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import type { Tone } from '@/ui/tone'
import { exchangeApi } from '../../useImport'

type Query = CallInput<typeof exchangeContract.endpoints.listImports>['query']

const IMPORT_PAGE = '/modules/exchange/pages/import/index'
const CHANGE_PAGE = '/modules/exchange/pages/change/index'
const TONES: Partial<Record<ImportBatch['state'], Tone>> = { done: 'ok', review: 'warn', failed: 'bad' }
const FILTERS: readonly TableFilter[] = [
  {
    id: 'kind',
    label: '种类',
    options: [
      { value: 'members', label: '党员名册' },
      { value: 'organizations', label: '组织名册' },
      { value: 'questions', label: '题目' },
      { value: 'changes', label: '批量调整' },
    ],
  },
  {
    id: 'state',
    label: '状态',
    options: (['review', 'done', 'undone', 'failed'] as const).map((value) => ({
      value,
      label: BATCH_STATE_LABELS[value],
    })),
  },
]
const CELLS = {
  state: (row: ImportBatch) => <Chip tone={TONES[row.state]}>{batchStateOf(row)}</Chip>,
}

export default function Batches() {
  const batches = useTable(IMPORTS_TABLE, (query: Query) => exchangeApi.listImports({ query }))
  const save = useAction(async () =>
    openFile(await exchangeApi.exportImports({ query: { ...batches.asked, columns: batches.shown.join(',') } })),
  )
  return (
    <Page
      title="导入与批量调整"
      who="每一批都先看后改，完成后 7 天内可整批撤销"
      acts={
        <Button kind="fill" size="d" icon="upload" onClick={() => openPage(IMPORT_PAGE)}>
          导入名册
        </Button>
      }
      state={<ErrorBanner error={save.error} />}
    >
      <DataTable
        table={IMPORTS_TABLE}
        state={batches}
        cells={CELLS}
        filters={FILTERS}
        onOpen={({ id, change }) => openPage(`${change ? CHANGE_PAGE : IMPORT_PAGE}?importId=${id}`)}
        onExport={save.run}
        exporting={save.busy}
        empty={{ title: '还没有导入过', text: '导入组织名册和党员名册后，全年计划会自己排出来' }}
      />
    </Page>
  )
}
