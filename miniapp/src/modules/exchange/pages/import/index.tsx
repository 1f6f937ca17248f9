import type { ImportBatch } from '@shared/modules/exchange/rows'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useWide } from '@/core/useWide'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { ColumnsSheet } from '../../components/ColumnsSheet'
import { QuestionUpload } from '../../components/QuestionUpload'
import { Review } from '../../components/Review'
import { UploadForm } from '../../components/UploadForm'
import { Working } from '../../components/Working'
import { exchangeApi, forgetImports, isBusy, useImport } from '../../useImport'

const ROSTER_CRUMBS = [{ label: '人员与名册', url: '/modules/people/pages/list/index' }, { label: '导入' }]
const QUESTION_CRUMBS = [{ label: '题库', url: '/modules/quiz/pages/banks/index' }, { label: '导入题目' }]
const bankPage = (bankId: string) => `/modules/quiz/pages/bank/index?id=${bankId}`
const BATCHES = '/modules/exchange/pages/batches/index'
const TITLES: Partial<Record<ImportBatch['state'], string>> = {
  review: '核对后再导入',
  done: '已导入',
  undone: '已撤销',
}

function describe({ fileName, sheet, columns, bank }: ImportBatch): string {
  const into = bank ? ` · 进题库“${bank.title}”` : ''
  if (!sheet) return `${fileName}${into}`
  const matched = columns.filter(({ field }) => field !== null).length
  const which = sheet.of > 1 ? `第 ${sheet.number} 张表“${sheet.name}”` : '第 1 张表'
  return `${fileName} · ${which} · 表头在第 ${sheet.headingRow} 行，${columns.length} 列已对上 ${matched} 列${into}`
}

function Result({ batch }: { batch: ImportBatch }) {
  const { written, message, state } = batch
  if (state === 'done' && written) {
    const { people, updated, organizations, appointments, questions } = written
    const parts =
      batch.kind === 'questions'
        ? `新增 ${questions} 道题`
        : `新增 ${people} 人、更新 ${updated} 条、新建组织 ${organizations} 个、任职 ${appointments} 项`
    return (
      <Banner tone="ok" title={`导入完成：${parts}`}>
        {message}
      </Banner>
    )
  }
  if (state === 'undone') return <Banner title="这个批次已整批撤销，回到导入以前" />
  if (!message) return null
  return <Banner tone={state === 'failed' ? 'bad' : 'warn'} title={message} />
}

export default function Import() {
  const { params } = useRouter()
  const [importId, setImportId] = useState(params['importId'])
  const wide = useWide()
  const [mapping, setMapping] = useState(false)
  const { data: batch, error, refresh } = useImport(importId)
  const ofQuestions = batch ? batch.kind === 'questions' : params['kind'] === 'questions'
  const changed = () => {
    setMapping(false)
    forgetImports()
    refresh()
  }
  const commit = useAction(async () => {
    if (!batch) return
    const rest = batch.counts.suggested + batch.counts.needsDecision
    const left = rest > 0 ? `还有 ${rest} 行没处理，这次不导入；可导出后改好再传。` : ''
    if (!(await confirmAct(`导入 ${batch.importable} 行`, `${left}导入后 7 天内可整批撤销。`, '导入'))) return
    await exchangeApi.commitImport({ params: { importId: batch.id } })
    changed()
  })
  const undo = useAction(async () => {
    if (!batch) return
    if (!(await confirmAct('整批撤销', '这一批新增的都去掉，更新过的恢复原样。', '撤销'))) return
    await exchangeApi.undoImport({ params: { importId: batch.id } })
    changed()
  })
  const others = batch && !isBusy(batch) && (
    <>
      {batch.allowed.includes('map') && (
        <Button size="d" icon="columns" onClick={() => setMapping(true)}>
          列的对应
        </Button>
      )}
      {batch.allowed.includes('undo') && (
        <Button size="d" icon="undo" busy={undo.busy} onClick={undo.run}>
          整批撤销
        </Button>
      )}
      <Button size="d" icon="upload" onClick={() => setImportId(undefined)}>
        {batch.state === 'done' ? '再导入一个' : '换文件'}
      </Button>
    </>
  )
  const act = batch?.allowed.includes('commit') ? (
    <Button
      size={wide ? 'd' : undefined}
      kind="fill"
      wide={!wide}
      busy={commit.busy}
      reason={batch.importable === 0 ? '没有可以导入的行' : undefined}
      onClick={commit.run}
    >
      {`导入 ${batch.importable} 行`}
    </Button>
  ) : (
    batch?.state === 'done' && (
      <Button
        size={wide ? 'd' : undefined}
        wide={!wide}
        kind="fill"
        onClick={() => openPage(batch.bank?.id ? bankPage(batch.bank.id) : BATCHES)}
      >
        {batch.bank?.id ? '看这个题库' : '看全部批次'}
      </Button>
    )
  )
  return (
    <Page
      title={(batch && TITLES[batch.state]) ?? (ofQuestions ? '导入题目' : '导入名册')}
      crumbs={ofQuestions ? QUESTION_CRUMBS : ROSTER_CRUMBS}
      who={batch ? describe(batch) : undefined}
      acts={
        wide ? (
          <>
            {others}
            {act}
          </>
        ) : (
          act || undefined
        )
      }
      state={
        error ? (
          <AnswerState error={error} shown={batch !== undefined} onRetry={refresh} />
        ) : (
          <ErrorBanner error={commit.error ?? undo.error} />
        )
      }
    >
      {!importId && !ofQuestions && <UploadForm onStarted={setImportId} />}
      {!importId && ofQuestions && (
        <QuestionUpload bankId={batch?.bank?.id ?? params['bankId']} onStarted={setImportId} />
      )}
      {importId && !batch && !error && <Skeleton />}
      {importId && batch && (
        <>
          <Result batch={batch} />
          {!wide && others && (
            <View className="line block" style={{ padding: '0 12px' }}>
              {others}
            </View>
          )}
          {isBusy(batch) && <Working batch={batch} />}
          {(batch.state === 'review' || batch.state === 'done') && <Review batch={batch} onChanged={changed} />}
        </>
      )}
      {batch && mapping && <ColumnsSheet batch={batch} onClose={() => setMapping(false)} onDone={changed} />}
    </Page>
  )
}
