import { COURSE_COUNTS_LABELS, COURSE_STATE_LABELS } from '@shared/modules/learning/model'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { CourseHeadSheet, headBody } from '../../components/CourseHeadSheet'
import { DraftLessons } from '../../components/DraftLessons'
import { PrerequisiteSheet } from '../../components/PrerequisiteSheet'
import { PublishSheet } from '../../components/PublishSheet'
import { RetireSheet } from '../../components/RetireSheet'
import { type Draft, forgetLearning, MANAGE_PAGE, staffApi } from '../../staffApi'

/** 编写课程 — a draft: what it is called, its lessons in order, what is missing before it can be published. */
export default function EditPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const [sheet, setSheet] = useState<'head' | 'publish' | 'prerequisites' | 'retire'>()
  const query = useQuery(`learning/draft/${id}`, () => staffApi.draft({ params: { courseId: id } }), { keep: false })
  const draft = query.data
  const settle = async () => {
    setSheet(undefined)
    forgetLearning()
    await query.refresh()
  }
  const reorder = useAction(async (key, of: Draft, lessonIds: readonly string[]) => {
    await staffApi.saveCourse(
      { params: { courseId: id }, body: { ...headBody(of), lessonIds: [...lessonIds] } },
      { key },
    )
    await settle()
  })
  const discard = useAction(async (key) => {
    const isNew = draft?.version === 0
    const word = isNew ? '这门课程从未发布，放弃后就没有了。' : '回到已发布的内容，这次的改动不保留。'
    if (!(await confirmAct('放弃草稿', word, '放弃'))) return
    await staffApi.discard({ params: { courseId: id } }, { key })
    if (isNew) {
      forgetLearning()
      await goBack()
    } else await settle()
  })
  const restore = useAction(async (key) => {
    await staffApi.restore({ params: { courseId: id } }, { key })
    await settle()
  })
  const may = (action: Draft['allowed'][number]) => draft?.allowed.includes(action) ?? false
  return (
    <Page
      narrow
      title={draft?.title ?? '编写课程'}
      beside={
        draft && (
          <Chip tone={draft.changed ? 'warn' : draft.state === 'published' ? 'ok' : 'idle'}>
            {draft.changed ? '有未发布的改动' : COURSE_STATE_LABELS[draft.state]}
          </Chip>
        )
      }
      crumbs={[{ label: '课程管理', url: MANAGE_PAGE }, { label: draft?.title ?? '编写课程' }]}
      acts={
        draft && (
          <>
            {may('discard') && (
              <Button busy={discard.busy} onClick={discard.run}>
                放弃草稿
              </Button>
            )}
            {may('publish') && (
              <Button
                kind="fill"
                wide={!wide}
                reason={draft.faults.length > 0 ? `还差 ${draft.faults.length} 项` : undefined}
                onClick={() => setSheet('publish')}
              >
                发布
              </Button>
            )}
          </>
        )
      }
      state={<ErrorBanner error={reorder.error ?? discard.error ?? restore.error} />}
    >
      <Loaded query={query} rows={6}>
        {(shown) => (
          <>
            {shown.changed && shown.faults.length > 0 && (
              <Banner tone="warn" title="发布前还差" reasons={shown.faults} />
            )}
            <Card>
              <MiniRow
                label="课程说明"
                note={shown.summary || '写一句这门课讲什么'}
                value={shown.countsFor.map((one) => COURSE_COUNTS_LABELS[one]).join('、') || undefined}
                onClick={() => setSheet('head')}
              />
              <MiniRow
                label="先修课程"
                note={shown.prerequisites.map(({ title }) => title).join('、') || '没有'}
                onClick={() => setSheet('prerequisites')}
              />
            </Card>
            <DraftLessons draft={shown} busy={reorder.busy} onOrder={(lessonIds) => reorder.run(shown, lessonIds)} />
            {(may('retire') || may('restore')) && (
              <Card>
                {may('retire') && <MiniRow icon="stop" label="停用课程" onClick={() => setSheet('retire')} />}
                {may('restore') && <MiniRow icon="undo" label="恢复课程" onClick={restore.run} />}
              </Card>
            )}
          </>
        )}
      </Loaded>
      {sheet === 'head' && draft && (
        <CourseHeadSheet draft={draft} onClose={() => setSheet(undefined)} onDone={settle} />
      )}
      {sheet === 'prerequisites' && draft && (
        <PrerequisiteSheet draft={draft} onClose={() => setSheet(undefined)} onDone={settle} />
      )}
      {sheet === 'retire' && <RetireSheet courseId={id} onClose={() => setSheet(undefined)} onDone={settle} />}
      {sheet === 'publish' && draft && (
        <PublishSheet draft={draft} onClose={() => setSheet(undefined)} onDone={settle} />
      )}
    </Page>
  )
}
