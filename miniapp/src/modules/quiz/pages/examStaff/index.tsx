import { EXAM_PHASE_LABELS } from '@shared/modules/quiz/exams/model'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { goBack, openPage } from '@/core/navigation'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { Tile, Tiles } from '@/ui/Tile'
import { type ExamAct, ExamActs } from '../../components/setting/ExamActs'
import { ExamFacts } from '../../components/setting/ExamFacts'
import {
  EXAMS_CRUMB,
  examEditPage,
  examineesPage,
  examStaffPage,
  forgetExams,
  PHASE_TONES,
  samplePage,
  settingApi,
  statisticsPage,
} from '../../setting/settingApi'

/** One exam as whoever looks after it sees it: how many have handed in, what was set, and what may be done now. */
export default function ExamStaffPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const params = { examId: id }
  const query = useQuery(`quiz/staff/exam/${id}`, () => settingApi.exam({ params }), { keep: false })
  const [act, setAct] = useState<ExamAct>()
  const exam = query.data
  const may = (what: string) => exam?.allowed.includes(what) ?? false
  const publish = useAction(async (key) => {
    const words = `${exam?.people} 人会看到，发布后不能再改试卷`
    if (!(await confirmAct('发布考试', words, '发布'))) return
    await settingApi.publishExam({ params }, { key })
    forgetExams()
    say('已发布')
    await query.refresh()
  })
  const remove = useAction(async (key) => {
    if (!(await confirmAct('删除草稿', '删除后不能恢复', '删除'))) return
    await settingApi.deleteExam({ params }, { key })
    forgetExams()
    await goBack()
  })
  const copy = useAction(async (key) => {
    const { id: copied } = await settingApi.copyExam({ params }, { key })
    forgetExams()
    await Taro.redirectTo({ url: examStaffPage(copied) })
  })
  const size = wide ? 'd' : undefined
  const isDraft = exam?.phase === 'draft'
  return (
    <Page
      narrow
      title={exam?.title ?? '考试'}
      crumbs={[EXAMS_CRUMB, { label: exam?.title ?? '' }]}
      who={exam?.organizationName}
      beside={exam && <Chip tone={PHASE_TONES[exam.phase]}>{EXAM_PHASE_LABELS[exam.phase]}</Chip>}
      acts={
        exam && (
          <>
            {may('edit') && (
              <Button size={size} onClick={() => openPage(examEditPage(id))}>
                修改
              </Button>
            )}
            {may('moveEnd') && (
              <Button size={size} onClick={() => setAct('moveEnd')}>
                改结束时间
              </Button>
            )}
            {may('publish') && (
              <Button
                size={size}
                kind="fill"
                wide={!wide}
                busy={publish.busy}
                reason={exam.check.shortage ? '题库不够' : undefined}
                onClick={() => publish.run()}
              >
                发布
              </Button>
            )}
          </>
        )
      }
      state={<ErrorBanner error={publish.error ?? remove.error ?? copy.error} />}
    >
      <Loaded query={query} rows={6}>
        {(shown) => (
          <>
            {!isDraft && (
              <Tiles>
                <Tile label="已交卷" icon="done" tone="ok" num={shown.done} unit="人" />
                <Tile label="还没交" icon="half" num={Math.max(0, shown.people - shown.done)} unit="人" />
                {shown.certificate && <Tile label="有证书" icon="award" num={shown.certificates} unit="人" />}
              </Tiles>
            )}
            <ExamFacts exam={shown} />
            <Card>
              {may('sample') && (
                <MiniRow
                  icon="doc"
                  label="看样卷"
                  note="随机抽出的一份，不带答案"
                  onClick={() => openPage(samplePage(id))}
                />
              )}
              {may('results') && (
                <MiniRow
                  icon="users"
                  label="交卷名单"
                  note="谁还没考、在答、交了；可以导出"
                  onClick={() => openPage(examineesPage(id))}
                />
              )}
              {may('results') && <MiniRow icon="chart" label="题目分析" onClick={() => openPage(statisticsPage(id))} />}
              {may('copy') && <MiniRow icon="plus" label="照着再建一次" onClick={() => copy.run()} />}
              {may('end') && <MiniRow icon="stop" label="现在结束" onClick={() => setAct('end')} />}
              {may('cancel') && <MiniRow icon="close" label="取消考试" onClick={() => setAct('cancel')} />}
              {may('delete') && <MiniRow icon="erase" label="删除草稿" onClick={() => remove.run()} />}
            </Card>
          </>
        )}
      </Loaded>
      {act && exam && (
        <ExamActs
          exam={exam}
          act={act}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined)
            query.refresh()
          }}
        />
      )}
    </Page>
  )
}
