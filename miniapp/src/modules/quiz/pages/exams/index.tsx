import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Section } from '@/ui/Section'
import { Segmented } from '@/ui/Segmented'
import { CERTIFICATES_PAGE } from '../../certificates/certificatesApi'
import { OwnExamRow } from '../../components/exams/OwnExamRow'
import { examsApi } from '../../exams/examsApi'
import { type Standing, standingOf } from '../../exams/standing'

const GROUPS: readonly { standing: Standing; title: string }[] = [
  { standing: 'running', title: '答到一半' },
  { standing: 'due', title: '要考的' },
  { standing: 'waiting', title: '还没开始' },
  { standing: 'done', title: '考过的' },
]

/** 我的考试 — what I am asked to take, what is under way, what is over. */
export default function OwnExamsPage() {
  const [over, setOver] = useState<'no' | 'yes'>('no')
  const ask = (cursor?: string) => examsApi.ownExams({ query: { over, limit: '50', ...(cursor && { cursor }) } })
  const list = usePages(`quiz/exams/own/${over}`, ask)
  const { items: rows } = list
  return (
    <Page narrow title="考试" who="断了信号也能接着答；答案一题一存">
      <Segmented
        inset
        label="哪些考试"
        value={over}
        options={[
          { value: 'no', label: '没截止的' },
          { value: 'yes', label: '已截止的' },
        ]}
        onChange={setOver}
      />
      <Loaded query={list} rows={4}>
        {() => (
          <>
            {rows.length === 0 && (
              <Card>
                <Empty title={over === 'no' ? '现在没有要考的' : '还没有考过'}>有人安排考试就会出现在这里</Empty>
              </Card>
            )}
            {over === 'yes' && rows.length > 0 && (
              <Card>
                {rows.map((exam) => (
                  <OwnExamRow key={exam.id} exam={exam} />
                ))}
              </Card>
            )}
            {over === 'no' &&
              GROUPS.map(({ standing, title }) => {
                const group = rows.filter((exam) => standingOf(exam) === standing)
                if (group.length === 0) return null
                return (
                  <Section key={standing} title={title} count={`${group.length} 场`}>
                    <Card>
                      {group.map((exam) => (
                        <OwnExamRow key={exam.id} exam={exam} />
                      ))}
                    </Card>
                  </Section>
                )
              })}
          </>
        )}
      </Loaded>
      <Pager {...list.pager} quiet />
      <Card>
        <MiniRow icon="award" label="我的证书" onClick={() => openPage(CERTIFICATES_PAGE)} />
      </Card>
    </Page>
  )
}
