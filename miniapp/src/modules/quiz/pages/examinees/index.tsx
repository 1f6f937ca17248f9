import type { CallInput } from '@shared/core/contract'
import type { examineeEndpoints } from '@shared/modules/quiz/exams/examineeEndpoints'
import {
  EXAMINEE_STATE_LABELS,
  EXAMINEES_TABLE,
  type ExamineeRow,
  type ExamineeState,
} from '@shared/modules/quiz/exams/examinees'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { useTable } from '@/core/useTable'
import { Chip } from '@/ui/Chip'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import type { Tone } from '@/ui/tone'
import { EXAMS_CRUMB, examStaffPage, settingApi } from '../../setting/settingApi'

type Query = CallInput<(typeof examineeEndpoints)['examinees']>['query'] & { examId: string }

const TONES: Record<ExamineeState, Tone> = { none: 'idle', open: 'warn', done: 'ok' }
const STATE: TableFilter = {
  id: 'state',
  label: '状态',
  options: Object.entries(EXAMINEE_STATE_LABELS).map(([value, label]) => ({ value, label })),
}
const CELLS = {
  state: ({ state }: ExamineeRow) => <Chip tone={TONES[state]}>{EXAMINEE_STATE_LABELS[state]}</Chip>,
}

const choiceOf = (id: string, label: string, places: readonly { id: string; name: string }[] = []): TableFilter[] =>
  places.length > 1 ? [{ id, label, options: places.map((place) => ({ value: place.id, label: place.name })) }] : []

/** 交卷名单 — who has handed in and who has not, by organisation and name; never ranked. */
export default function ExamineesPage() {
  const { id = '' } = useParams()
  const params = { examId: id }
  const exam = useQuery(`quiz/staff/exam/${id}`, () => settingApi.exam({ params }), { keep: false })
  const places = useQuery(`quiz/staff/places/${id}`, () => settingApi.examineePlaces({ params }), { keep: false })
  const people = useTable(
    EXAMINEES_TABLE,
    ({ examId, ...query }: Query) => settingApi.examinees({ params: { examId }, query }),
    { examId: id },
  )
  const save = useAction(async () => {
    const { examId, ...query } = people.asked
    await openFile(
      await settingApi.exportExaminees({ params: { examId }, query: { ...query, columns: people.shown.join(',') } }),
    )
  })
  const more = places.data?.more ? '（前 200 个）' : ''
  const filters = [
    STATE,
    ...choiceOf('organizationId', `组织${more}`, places.data?.organizations),
    ...choiceOf('teamId', `班组${more}`, places.data?.teams),
  ]
  const title = exam.data?.title ?? '考试'
  return (
    <Page
      title="交卷名单"
      who={exam.data && `${title} · ${exam.data.done} / ${exam.data.people} 人已交卷`}
      crumbs={[EXAMS_CRUMB, { label: title, url: examStaffPage(id) }, { label: '交卷名单' }]}
      state={<ErrorBanner error={save.error} />}
    >
      <DataTable
        table={EXAMINEES_TABLE}
        state={people}
        cells={CELLS}
        filters={filters}
        searchLabel="按姓名找人"
        onExport={save.run}
        exporting={save.busy}
        empty={{ title: '没有要参加的人', text: '换一个条件看看' }}
      />
    </Page>
  )
}
