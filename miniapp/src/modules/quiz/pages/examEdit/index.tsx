import Taro from '@tarojs/taro'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { useRested } from '@/core/useRested'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { banksApi } from '../../banksApi'
import { AudienceFields } from '../../components/setting/AudienceFields'
import { PaperFields } from '../../components/setting/PaperFields'
import { RuleFields } from '../../components/setting/RuleFields'
import { draftOf, type EditedExam, fromDraft, fromProposal, lackOf, paperOf } from '../../setting/draft'
import { EXAMS_CRUMB, examStaffPage, forgetExams, settingApi } from '../../setting/settingApi'

/** 考试设置 — a new exam with everything filled in but what is asked, or a draft being changed. */
export default function ExamEditPage() {
  const { id } = useParams()
  const { wide } = useShell()
  const existing = useQuery(id && `quiz/staff/exam/${id}`, () => settingApi.exam({ params: { examId: id ?? '' } }), {
    keep: false,
  })
  const proposal = useQuery(id ? undefined : 'quiz/staff/examProposal', () => settingApi.examProposal({ query: {} }), {
    keep: false,
  })
  const banks = usePages(
    'quiz/staff/banksToDraw',
    (cursor) => banksApi.banks({ query: { limit: '100', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const [typed, setTyped] = useState<EditedExam>()
  const start = existing.data ? fromDraft(existing.data) : proposal.data && fromProposal(proposal.data)
  const exam = typed ?? start
  const change = (next: Partial<EditedExam>) => exam && setTyped({ ...exam, ...next })
  const paper = useRested(JSON.stringify((exam && paperOf(exam)) ?? ''))
  const check = useQuery(
    paper === '""' ? undefined : `quiz/staff/check/${paper}`,
    () => settingApi.checkPaper({ body: { paper: JSON.parse(paper) } }),
    { keep: false },
  )
  const save = useAction(async (key) => {
    if (!exam) return
    const draft = draftOf(exam)
    if (id) {
      await settingApi.editExam({ params: { examId: id }, body: draft }, { key })
      forgetExams()
      return goBack()
    }
    const made = await settingApi.createExam({ body: { organizationId: exam.organizationId, ...draft } }, { key })
    forgetExams()
    return Taro.redirectTo({ url: examStaffPage(made.id) })
  })
  const query = id ? existing : proposal
  const places = proposal.data?.organizations ?? []
  const names = {
    ...Object.fromEntries(places.map((place) => [place.id, place.name])),
    ...(proposal.data && { [proposal.data.organizationId]: proposal.data.organizationName }),
    ...Object.fromEntries(
      (existing.data?.audience.organizationIds ?? []).map((place, i) => [place, existing.data?.audienceNames[i] ?? '']),
    ),
  }
  return (
    <Page
      narrow
      title={id ? '修改考试' : '新建考试'}
      crumbs={[EXAMS_CRUMB, { label: id ? '修改考试' : '新建考试' }]}
      who="先存成草稿，看过样卷再发布"
      acts={
        exam && (
          <Button kind="fill" wide={!wide} busy={save.busy} reason={lackOf(exam)} onClick={() => save.run()}>
            {id ? '存草稿' : '建好草稿'}
          </Button>
        )
      }
      state={
        <>
          <AnswerState error={query.error} shown={exam !== undefined} onRetry={query.refresh} />
          {!query.error && <AnswerState error={banks.error} shown={banks.data !== undefined} onRetry={banks.refresh} />}
          <ErrorBanner error={save.error ?? check.error} />
        </>
      }
    >
      {!exam && !query.error && <Skeleton rows={6} />}
      {exam && (
        <>
          <Card>
            <TextField label="标题" required max={60} value={exam.title} onChange={(title) => change({ title })} />
            {places.length > 1 && (
              <SelectField
                label="谁安排"
                required
                value={exam.organizationId}
                options={places.map((place) => ({ value: place.id, label: place.name }))}
                onChange={(organizationId) => change({ organizationId, audience: [organizationId] })}
              />
            )}
          </Card>
          <AudienceFields
            chosen={exam.audience}
            posts={exam.posts}
            names={names}
            onChange={(audience) => change({ audience })}
            onPosts={(posts) => change({ posts })}
          />
          {exam.fixed ? (
            <Card title="试卷" pad>
              固定的 {exam.fixed.length} 题，所有人一样
            </Card>
          ) : (
            <PaperFields
              banks={banks.items}
              bankIds={exam.bankIds}
              rows={exam.rows}
              check={check.data}
              onBanks={(bankIds) => change({ bankIds })}
              onRows={(rows) => change({ rows })}
            />
          )}
          {banks.pager.more && <Pager {...banks.pager} />}
          <RuleFields exam={exam} onChange={change} />
        </>
      )}
    </Page>
  )
}
