import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { CERTIFICATES_PAGE } from '../../certificates/certificatesApi'
import { BankSheet } from '../../components/BankSheet'
import { OWN_EXAMS_PAGE } from '../../exams/examsApi'
import { BOOK_PAGE, type PracticeBank, practiceApi, roundPage } from '../../practiceApi'

const start = (choice: Parameters<typeof roundPage>[0]) => openPage(roundPage(choice))

/** 练习 — what five minutes are good for, the wrong-question book, and every bank one may practise. */
export default function PracticePage() {
  const now = useQuery('quiz/now', () => practiceApi.practiceNow())
  const banks = useQuery('quiz/banks', () => practiceApi.practiceBanks())
  const [chosen, setChosen] = useState<PracticeBank>()
  return (
    <Page narrow title="练习" who="随时可停，下次接着来；不排名，不计时长">
      <Loaded query={now} rows={3}>
        {({ due, book, daily, post }) => (
          <Card>
            <Row
              title="今日五题"
              why={daily.total === 0 ? '题库里还没有题' : '先考到期的错题，再考岗位要用的'}
              act={
                daily.total > 0 && (
                  <Button
                    size="s"
                    kind={daily.answered < daily.total ? 'red' : 'line'}
                    onClick={() => start({ mode: 'daily' })}
                  >
                    {daily.answered === 0 ? '开始' : daily.answered < daily.total ? '继续' : '回看'}
                  </Button>
                )
              }
            >
              {daily.answered > 0 && `已答 ${daily.answered} / ${daily.total}`}
            </Row>
            <Row
              title={due.count > 0 ? `复习 ${due.count} 道错题` : '没有到期的错题'}
              why={
                due.count > 0
                  ? [
                      due.tags.map(({ tag, count }) => `${tag} ${count} 道`).join('，'),
                      due.days > 0 && `隔 ${due.days} 天该再看一遍`,
                    ]
                      .filter(Boolean)
                      .join('；')
                  : '答错的题到日子会再考'
              }
              act={
                due.count > 0 && (
                  <Button size="s" onClick={() => start({ mode: 'review' })}>
                    复习
                  </Button>
                )
              }
            />
            {post && (
              <Row
                title={post.post ? `${post.post}要学的` : '岗位要学的'}
                why={`${post.tags.join('、')}，共 ${post.questions} 道`}
                act={
                  <Button size="s" onClick={() => start({ mode: 'free', tag: post.tags[0] })}>
                    练一组
                  </Button>
                }
              />
            )}
            <MiniRow icon="grad" label="我的考试" onClick={() => openPage(OWN_EXAMS_PAGE)} />
            <MiniRow icon="award" label="我的证书" onClick={() => openPage(CERTIFICATES_PAGE)} />
            <MiniRow icon="history" label="错题本" value={`${book} 道`} onClick={() => openPage(BOOK_PAGE)} />
          </Card>
        )}
      </Loaded>
      <Loaded query={banks} rows={4}>
        {({ items }) => (
          <Section title="自由练习" count={`${items.length} 个题库`}>
            <Card>
              {items.length === 0 && (
                <Empty icon="book" title="还没有题库">
                  单位建了题库就能在这里练
                </Empty>
              )}
              {items.map((bank) => (
                <MiniRow
                  key={bank.id}
                  icon="book"
                  label={bank.title}
                  note={bank.organizationName}
                  value={`做过 ${bank.done} / ${bank.questions}`}
                  onClick={() => setChosen(bank)}
                />
              ))}
            </Card>
          </Section>
        )}
      </Loaded>
      {chosen && <BankSheet bank={chosen} onClose={() => setChosen(undefined)} onStart={start} />}
    </Page>
  )
}
