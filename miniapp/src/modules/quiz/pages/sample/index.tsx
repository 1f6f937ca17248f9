import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Question } from '@/questions/Question'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { EXAMS_CRUMB, examStaffPage, settingApi } from '../../setting/settingApi'

/** 样卷 — one paper as somebody might get it, without answers; another one at a tap. */
export default function SamplePage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const [seed, setSeed] = useState(0)
  const query = useQuery(
    `quiz/staff/sample/${id}/${seed}`,
    () => settingApi.samplePaper({ params: { examId: id }, query: { seed: String(seed) } }),
    { keep: false },
  )
  return (
    <Page
      narrow
      title="样卷"
      crumbs={[EXAMS_CRUMB, { label: '考试', url: examStaffPage(id) }, { label: '样卷' }]}
      who="每个人抽到的题和选项次序不同"
      acts={
        <Button size={wide ? 'd' : undefined} wide={!wide} icon="refresh" onClick={() => setSeed(seed + 1)}>
          换一份
        </Button>
      }
    >
      <Loaded query={query} rows={6}>
        {({ questions }) =>
          questions.map(({ place, points, asked }) => (
            <Card key={place}>
              <Question asked={asked} answer={null} about={`第 ${place + 1} 题 · ${points} 分`} />
            </Card>
          ))
        }
      </Loaded>
    </Page>
  )
}
