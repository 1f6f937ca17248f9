import { CHANGE_LABELS } from '@shared/modules/exchange/model'
import { batchResultOf } from '@shared/modules/exchange/table'
import { useRouter } from '@tarojs/taro'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useWide } from '@/core/useWide'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { ChangeRows } from '../../components/ChangeRows'
import { Working } from '../../components/Working'
import { exchangeApi, forgetImports, isBusy, useImport } from '../../useImport'

const CRUMBS = [{ label: '导入与批量调整', url: '/modules/exchange/pages/batches/index' }, { label: '批量调整' }]

/** One change for many: what every row becomes, then how far it is, then undo. */
export default function ChangePage() {
  const importId = useRouter().params['importId'] ?? ''
  const wide = useWide()
  const { data: batch, error, refresh } = useImport(importId)
  const params = { importId }
  const changed = () => {
    forgetImports()
    refresh()
  }
  const commit = useAction(async () => {
    await exchangeApi.commitImport({ params })
    changed()
  })
  const undo = useAction(async () => {
    if (!(await confirmAct('整批撤销？', '每一行都恢复成调整以前的样子；有一行后来又改过，就都不撤。', '撤销'))) return
    await exchangeApi.undoImport({ params })
    changed()
  })
  const size = wide ? 'd' : undefined
  const acts = batch && !isBusy(batch) && (
    <>
      {batch.allowed.includes('undo') && batch.counts.known > 0 && (
        <Button size={size} icon="undo" busy={undo.busy} onClick={undo.run}>
          整批撤销
        </Button>
      )}
      {batch.allowed.includes('commit') && (
        <Button
          size={size}
          kind="fill"
          wide={!wide}
          busy={commit.busy}
          reason={batch.importable === 0 ? '没有可以改的行' : undefined}
          onClick={commit.run}
        >
          {`确认改 ${batch.importable} 行`}
        </Button>
      )}
    </>
  )
  return (
    <Page
      title={batch?.change ? CHANGE_LABELS[batch.change] : '批量调整'}
      who={batch?.fileName}
      crumbs={CRUMBS}
      acts={acts || undefined}
      state={
        error ? (
          <AnswerState error={error} shown={batch !== undefined} onRetry={refresh} />
        ) : (
          <ErrorBanner error={commit.error ?? undo.error} />
        )
      }
    >
      {!batch && !error && <Skeleton rows={6} />}
      {batch?.state === 'review' && (
        <Banner tone={batch.message ? 'warn' : undefined} title={batchResultOf(batch)}>
          {batch.message ? undefined : '还没有改；看过没有问题再确认'}
        </Banner>
      )}
      {batch?.state === 'done' && <Banner tone={batch.message ? 'warn' : 'ok'} title={batchResultOf(batch)} />}
      {batch?.state === 'undone' && <Banner title="已整批撤销，恢复成调整以前的样子" />}
      {batch && isBusy(batch) && <Working batch={batch} />}
      {batch && !isBusy(batch) && <ChangeRows batch={batch} />}
    </Page>
  )
}
