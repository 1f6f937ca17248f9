import { PARTIAL_LABELS, REVEAL_LABELS } from '@shared/modules/quiz/exams/model'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { invalidate, useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { certificatePage } from '../../certificates/certificatesApi'
import { keepSheet } from '../../exams/attemptHere'
import { attemptPage, examsApi, OWN_EXAMS_PAGE, resultPage } from '../../exams/examsApi'
import { openAttemptOf } from '../../exams/standing'
import { momentWord, scoreWord, windowWord } from '../../exams/words'

/** 考试说明 — who asks and until when, how long and how often, what it takes to pass; then begin, go on, or look. */
export default function ExamPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const query = useQuery(`quiz/exams/one/${id}`, () => examsApi.ownExam({ params: { examId: id } }))
  const exam = query.data
  const open = exam && openAttemptOf(exam)
  const begin = useAction(async () => {
    const sheet = await examsApi.startAttempt({ params: { examId: id } })
    keepSheet(sheet)
    invalidate('quiz/exams')
    await openPage(attemptPage(sheet.id))
  })
  const taken = exam?.mine.length ?? 0
  const mayBegin = exam && !open && exam.blocked.length === 0
  return (
    <Page
      narrow
      title={exam?.title ?? '考试'}
      crumbs={[{ label: '考试', url: OWN_EXAMS_PAGE }, { label: exam?.title ?? '' }]}
      who={exam && `${exam.organizationName}安排`}
      acts={
        exam &&
        (open ? (
          <Button kind="fill" wide={!wide} onClick={() => openPage(attemptPage(open.id))}>
            接着答
          </Button>
        ) : (
          mayBegin && (
            <Button kind="fill" wide={!wide} busy={begin.busy} onClick={() => begin.run()}>
              {taken > 0 ? '再考一次' : '开始答题'}
            </Button>
          )
        ))
      }
      state={<ErrorBanner error={begin.error} />}
    >
      <Loaded query={query} rows={5}>
        {(shown) => (
          <>
            {shown.blocked.map((reason) => (
              <Banner key={reason} title={reason} />
            ))}
            <Card>
              <MiniRow icon="calendar" label="时间" note={windowWord(shown)} />
              <MiniRow icon="clock" label="时限" value={`${shown.minutes} 分钟`} note="开始以后计时，中途退出也在走" />
              <MiniRow icon="doc" label="题数" value={`${shown.questions} 题`} />
              <MiniRow icon="flag" label="及格线" value={`总分的 ${shown.passPercent}%`} />
              <MiniRow
                icon="history"
                label="可考次数"
                value={`${shown.attempts} 次，还剩 ${Math.max(0, shown.attempts - taken)} 次`}
                note={shown.attempts > 1 ? '按最好的一次算' : undefined}
              />
              <MiniRow icon="check" label="多选题" value={PARTIAL_LABELS[shown.partial]} />
              <MiniRow icon="book" label="答案和解析" value={`${REVEAL_LABELS[shown.reveal]}公布`} />
              {shown.certificateId ? (
                <MiniRow
                  icon="award"
                  label="证书"
                  value="已颁发"
                  onClick={() => openPage(certificatePage(shown.certificateId ?? ''))}
                />
              ) : (
                shown.certificate && <MiniRow icon="award" label="证书" value="合格就发" />
              )}
            </Card>
            {shown.note && (
              <Card title="说明" pad>
                <View className="wrap">{shown.note}</View>
              </Card>
            )}
            <Card title="没有信号怎么办" pad>
              <View className="wrap sub">
                开始时要有信号，题目一次取齐；之后断了信号照样答、照样交，每答一题都先存在本机，有信号后自动送到。到时间系统自动收卷；按时答的题，在{' '}
                {shown.arrivalHours} 小时内送到仍然算。
              </View>
            </Card>
            {shown.mine.length > 0 && (
              <Section title="我考过的" count={`${taken} 次`}>
                <Card>
                  {shown.mine.map((one) => (
                    <MiniRow
                      key={one.id}
                      icon={one.outcome ? (one.outcome.passed ? 'done' : 'wrong') : 'pen'}
                      label={`第 ${one.number} 次`}
                      note={
                        one.outcome
                          ? `${momentWord(one.outcome.submittedAt)} ${one.outcome.submittedBy === 'time' ? '到时收卷' : '交卷'}`
                          : `${momentWord(one.dueAt)} 收卷`
                      }
                      value={one.outcome ? scoreWord(one.outcome) : '正在答'}
                      onClick={() => openPage(one.outcome ? resultPage(one.id) : attemptPage(one.id))}
                    />
                  ))}
                </Card>
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
