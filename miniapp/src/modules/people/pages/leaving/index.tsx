import { plainDate, plainDateOf } from '@shared/core/plainDate'
import { LEAVE_REASON_LABELS, type LeaveReason } from '@shared/modules/people/model'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { TextField } from '@/ui/TextField'
import { peopleApi } from '../../usePeople'

const REASONS = Object.entries(LEAVE_REASON_LABELS).map(([value, label]) => ({ value, label }))

export default function Leaving() {
  const { personId = '' } = useParams()
  const ask = () => peopleApi.detail({ params: { personId } })
  const { data, error, refresh } = useQuery(`people/detail/${personId}`, ask, { keep: false })
  const [on, setOn] = useState<string>(() => plainDateOf(Date.now()))
  const [because, setBecause] = useState<LeaveReason>()
  const [note, setNote] = useState('')
  const leave = useAction(async (key) => {
    if (!because || !data) return
    const told = `${on} 起${data.name}不能再登录，职务同时结束。登记错了可以撤销。`
    if (!(await confirmAct('登记离开？', told, '登记'))) return
    await peopleApi.leave({ params: { personId }, body: { on: plainDate(on), because, note } }, { key })
    say('已登记')
    await goBack()
  })
  const undo = useAction(async (key) => {
    await peopleApi.undoLeave({ params: { personId }, body: { reason: note } }, { key })
    say('已撤销')
    await goBack()
  })
  const left = data?.left
  const missing = !note.trim() ? '请写明情况' : !left && !because ? '请选离开原因' : undefined
  const act = left ? (
    <Button kind="fill" wide busy={undo.busy} reason={missing} onClick={undo.run}>
      撤销登记
    </Button>
  ) : (
    <Button kind="fill" wide busy={leave.busy} reason={missing} onClick={leave.run}>
      登记离开
    </Button>
  )
  return (
    <Page
      narrow
      title="离开单位"
      who={data?.name}
      acts={data?.allowed.includes('leave') ? act : undefined}
      state={
        error ? (
          <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />
        ) : (
          <ErrorBanner error={leave.error ?? undo.error} />
        )
      }
    >
      {!data && !error && <Skeleton />}
      {data && !left && (
        <Banner title="离开当天起不能再登录">
          所有设备退出，微信解绑，职务同时结束。以后的日期先登记，到那天零点生效。
        </Banner>
      )}
      {left && (
        <Card>
          <MiniRow label="离开日期" value={left.on} />
          <MiniRow label="原因" value={LEAVE_REASON_LABELS[left.because]} />
          <MiniRow label="撤销以后" note="密码恢复可用，随离开结束的职务恢复；微信要重新绑定" />
        </Card>
      )}
      {data && (
        <Card>
          {!left && (
            <>
              <DateField label="离开日期" required value={on} onChange={setOn} />
              <SelectField
                label="离开原因"
                required
                value={because}
                options={REASONS}
                onChange={(value) => setBecause(value as LeaveReason)}
              />
            </>
          )}
          <TextField
            label={left ? '为什么撤销' : '情况说明'}
            required
            value={note}
            onChange={setNote}
            max={100}
            hint="例如调入的单位、文号"
          />
        </Card>
      )}
    </Page>
  )
}
