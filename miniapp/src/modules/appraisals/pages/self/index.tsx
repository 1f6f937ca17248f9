import { checkForm, type FormValue, fillForm } from '@shared/core/form'
import { SELF_TEMPLATE } from '@shared/modules/appraisals/forms'
import { useEffect, useState } from 'react'
import { goBack } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilledField } from '@/ui/FilledField'
import { FormRenderer } from '@/ui/FormRenderer'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { useOwnSelf, useSelf } from '../../useSelf'
import { dayWord } from '../../words'

const SAVING = { saved: '已保存', changed: '正在保存', failed: '没存上，会再试' } as const

function SelfForm({ caseId, first }: { caseId: string; first: Record<string, string> }) {
  const model = useSelf(caseId, first)
  const [tried, setTried] = useState(false)
  const faults = checkForm(SELF_TEMPLATE, model.values)
  const submit = async () => {
    setTried(true)
    if (faults.length === 0 && (await model.submit.run())) await goBack()
  }
  const word = (value: FormValue): string => (value === undefined ? '' : String(value))
  return (
    <Page
      narrow
      title="个人自评"
      who="只有你自己看得到；支委只知道你交了没有"
      beside={
        <Chip tone={model.saving === 'failed' ? 'warn' : 'idle'} icon={model.saving === 'saved' ? 'saved' : 'clock'}>
          {SAVING[model.saving]}
        </Chip>
      }
      acts={
        <Button kind="fill" wide busy={model.submit.busy} onClick={submit}>
          提交自评
        </Button>
      }
      state={<ErrorBanner error={model.submit.error} />}
    >
      {tried && faults.length > 0 && <Banner tone="warn" title={`还有 ${faults.length} 项没有写`} reasons={faults} />}
      <Card pad>
        <SourceNote source={SELF_TEMPLATE.source} say="对照合格党员标准、对照入党誓词，联系个人实际进行党性分析" />
      </Card>
      <FormRenderer
        template={SELF_TEMPLATE}
        filled={fillForm(SELF_TEMPLATE, {}, model.values)}
        violations={tried ? faults : []}
        onChange={(field, value) => model.write(field, word(value))}
      />
    </Page>
  )
}

/** What was handed in, to read. */
function SelfRead({ values, on }: { values: Record<string, string>; on: string }) {
  const fields = SELF_TEMPLATE.sections.flatMap((section) => section.fields)
  const shown = (id: string) => {
    const field = fields.find((one) => one.id === id)
    const value = values[id] ?? ''
    return field?.options?.find((option) => option.value === value)?.label ?? value
  }
  return (
    <Card>
      {fields.map((field) => (
        <FilledField key={field.id} label={field.label} value={shown(field.id)} source={`${dayWord(on)}提交`} />
      ))}
    </Card>
  )
}

export default function SelfPage() {
  const { id = '' } = useParams()
  const { data, error, refresh, loading } = useOwnSelf(id)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    // Writing starts from what the service holds now: another device may have gone on.
    refresh().then(() => setReady(true))
  }, [refresh])
  if (ready && data?.open) return <SelfForm key={id} caseId={id} first={data.values} />
  return (
    <Page narrow title="个人自评" state={error && <AnswerState error={error} shown={false} onRetry={refresh} />}>
      {!ready && !error && loading && <Skeleton rows={6} />}
      {ready && data?.handedInOn && <SelfRead values={data.values} on={data.handedInOn} />}
      {ready && data && !data.open && !data.handedInOn && <Banner title="自评已经截止" />}
    </Page>
  )
}
