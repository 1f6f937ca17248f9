import Taro from '@tarojs/taro'
import { goBack, openPage } from '@/core/navigation'
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
import { Segmented } from '@/ui/Segmented'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { UnsavedBanner } from '@/ui/UnsavedBanner'
import { banksApi } from '../../banksApi'
import { AudienceFields } from '../../components/setting/AudienceFields'
import { ChosenFields } from '../../components/setting/ChosenFields'
import { PaperFields } from '../../components/setting/PaperFields'
import { RuleFields } from '../../components/setting/RuleFields'
import { draftOf, type EditedExam, lackOf, paperOf } from '../../setting/draft'
import { EXAMS_CRUMB, examPickPage, examStaffPage, forgetExams, settingApi } from '../../setting/settingApi'
import { useEditedExam } from '../../setting/useEditedExam'

const PAPERS = [
  { value: 'drawn' as const, label: '抽题，每人不一样' },
  { value: 'fixed' as const, label: '选题，所有人一样' },
]

/** 考试设置 — a new exam with everything filled in but what is asked, or a draft being changed. */
export default function ExamEditPage() {
  const { id } = useParams()
  const { wide } = useShell()
  const { query, existing, proposal, exam, notice, change, settle, drop } = useEditedExam(id)
  const banks = usePages(
    'quiz/staff/banksToDraw',
    (cursor) => banksApi.banks({ query: { limit: '100', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  /** Where all have the same questions, whoever is done first must not know the answers before the last has begun. */
  const choose = (kind: EditedExam['paper']) =>
    change({ paper: kind, reveal: kind === 'fixed' ? 'closed' : 'submitted' })
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
      settle()
      forgetExams()
      return goBack()
    }
    const made = await settingApi.createExam({ body: { organizationId: exam.organizationId, ...draft } }, { key })
    settle()
    forgetExams()
    return Taro.redirectTo({ url: examStaffPage(made.id) })
  })
  const places = proposal?.organizations ?? []
  const names = {
    ...Object.fromEntries(places.map((place) => [place.id, place.name])),
    ...(proposal && { [proposal.organizationId]: proposal.organizationName }),
    ...Object.fromEntries(
      (existing?.audience.organizationIds ?? []).map((place, i) => [place, existing?.audienceNames[i] ?? '']),
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
          <UnsavedBanner notice={notice} onDrop={drop} />
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
          <Segmented inset label="怎么出题" options={PAPERS} value={exam.paper} onChange={choose} />
          {exam.paper === 'fixed' ? (
            <ChosenFields
              questions={exam.questions}
              ordered={exam.ordered}
              check={check.data}
              onQuestions={(questions) => change({ questions })}
              onOrdered={(ordered) => change({ ordered })}
              onPick={() => openPage(examPickPage(id))}
            />
          ) : (
            <>
              <PaperFields
                banks={banks.items}
                bankIds={exam.bankIds}
                rows={exam.rows}
                check={check.data}
                onBanks={(bankIds) => change({ bankIds })}
                onRows={(rows) => change({ rows })}
              />
              {banks.pager.more && <Pager {...banks.pager} />}
            </>
          )}
          <RuleFields exam={exam} onChange={change} />
        </>
      )}
    </Page>
  )
}
