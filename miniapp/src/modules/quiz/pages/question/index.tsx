import { plainDateOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useKeptEdit } from '@/core/keptEdits'
import { goBack } from '@/core/navigation'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { UnsavedBanner } from '@/ui/UnsavedBanner'
import { BANK_CRUMB, bankPage, banksApi, forgetBanks } from '../../banksApi'
import { QuestionEditor } from '../../components/QuestionEditor'
import { QuestionShown } from '../../components/QuestionShown'
import { type ReviewAct, ReviewSheet } from '../../components/ReviewSheet'
import { draftOf, editedQuestion, lackOf, newQuestion } from '../../editedQuestion'
import { questionEdits, workOn } from '../../questionHere'

/** A question: read it with its key, review it, correct it as a new version, or write a new one. */
export default function QuestionPage() {
  const { id, bankId: addTo } = useParams()
  const { wide } = useShell()
  const query = useQuery(
    id && `quiz/staff/question/${id}`,
    () => banksApi.question({ params: { questionId: id ?? '' } }),
    { keep: false },
  )
  const legal = useQuery('quiz/staff/legal', () => banksApi.legalTexts(), { keep: false })
  const { data } = query
  const [begun, setBegun] = useState(!id)
  const start = id ? data && workOn(editedQuestion(data)) : workOn(newQuestion())
  const edit = useKeptEdit(questionEdits, `${addTo ?? ''}/${id ?? ''}`, start, String(data?.version ?? ''))
  const work = begun || edit.isChanged ? edit.value : undefined
  const [act, setAct] = useState<ReviewAct>()
  const leave = () => {
    setBegun(!id)
    edit.settle()
  }
  const drop = async () => {
    if (await edit.drop()) setBegun(!id)
  }
  const save = useAction(async (key) => {
    if (!work) return
    const draft = draftOf(work.question)
    if (data) {
      const body = { ...draft, version: data.version, reason: work.reason }
      await banksApi.editQuestion({ params: { questionId: data.id }, body }, { key })
      leave()
      forgetBanks()
      await query.refresh()
    } else if (addTo) {
      await banksApi.addQuestion({ params: { bankId: addTo }, body: draft }, { key })
      leave()
      forgetBanks()
      await goBack()
    }
  })
  const may = (what: string) => data?.allowed.includes(what) ?? false
  const size = wide ? 'd' : undefined
  const lack = work && (lackOf(work.question) ?? (data && work.reason.trim() === '' ? '写明为什么改' : undefined))
  const cited = legal.data?.items.find(
    ({ document, from }) => document === data?.source?.document && from === data.source.version,
  )
  const bankId = data?.bankId ?? addTo ?? ''
  const settle = () => {
    setAct(undefined)
    query.refresh()
  }
  return (
    <Page
      narrow
      title={work ? (id ? '改题' : '加一道题') : '题目'}
      crumbs={[BANK_CRUMB, { label: '题目', url: bankPage(bankId) }, { label: data?.title.slice(0, 12) ?? '加一道题' }]}
      acts={
        work ? (
          <>
            {id && !edit.isChanged && (
              <Button size={size} onClick={() => setBegun(false)}>
                不改了
              </Button>
            )}
            <Button size={size} kind="fill" wide={!wide} busy={save.busy} reason={lack} onClick={() => save.run()}>
              {id ? '存为新版本' : '加到题库'}
            </Button>
          </>
        ) : (
          data && (
            <>
              {may('review') && data.state !== 'retired' && (
                <Button size={size} onClick={() => setAct('retire')}>
                  停用
                </Button>
              )}
              {may('review') && (
                <Button size={size} onClick={() => setAct(data.state === 'active' ? 'flag' : 'keep')}>
                  {data.state === 'active' ? '标为待复核' : data.state === 'flagged' ? '照用' : '恢复使用'}
                </Button>
              )}
              {may('edit') && (
                <Button size={size} kind="fill" wide={!wide} onClick={() => setBegun(true)}>
                  改题
                </Button>
              )}
            </>
          )
        )
      }
      state={
        <>
          <AnswerState error={query.error} shown={data !== undefined} onRetry={query.refresh} />
          {!query.error && <AnswerState error={legal.error} shown={legal.data !== undefined} onRetry={legal.refresh} />}
          <ErrorBanner error={save.error} />
        </>
      }
    >
      {id && !data && !query.error && <Skeleton rows={5} />}
      {!work && data && (
        <QuestionShown question={data} hasEnded={cited?.to !== undefined && cited.to < plainDateOf(Date.now())} />
      )}
      {work && (
        <View>
          <UnsavedBanner notice={edit.notice} onDrop={drop} />
          <QuestionEditor
            question={work.question}
            onChange={(question) => edit.change({ question })}
            pictures={{ ...data?.pictures, ...work.uploaded }}
            onPictures={(picture, url) => edit.change({ uploaded: { ...work.uploaded, [picture]: url } })}
          />
          {id && (
            <Card>
              <TextField
                label="为什么改"
                required
                max={200}
                value={work.reason}
                hint="考过的卷子仍按原来的版本"
                onChange={(reason) => edit.change({ reason })}
              />
            </Card>
          )}
        </View>
      )}
      {act && data && <ReviewSheet question={data} act={act} onClose={() => setAct(undefined)} onDone={settle} />}
    </Page>
  )
}
