import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { TextField } from '@/ui/TextField'
import { useAccount } from '../../useAccount'

type Account = ReturnType<typeof useAccount>

function OpenCard({ account }: { account: Account }) {
  const [typed, setTyped] = useState<string>()
  const username = typed ?? account.data?.username ?? ''
  const has = Boolean(account.data?.username)
  return (
    <Card title={has ? '重置密码' : '开通账号'}>
      <TextField label="账号" required value={username} onChange={setTyped} max={31} hint="字母开头，3 到 31 位" />
      <View className="card-pad">
        <Button
          wide
          busy={account.open.busy}
          reason={username ? undefined : '请填账号'}
          onClick={() => account.open.run(username)}
        >
          {has ? '重置密码' : '开通账号'}
        </Button>
      </View>
    </Card>
  )
}

function ReasonedCard({ account }: { account: Account }) {
  const [reason, setReason] = useState('')
  const missing = reason.trim() ? undefined : '请先写原因'
  const may = (action: string) => account.data?.allowed.some((one) => one === action)
  return (
    <Card title="手机丢了、怀疑被盗用">
      <TextField label="原因" required value={reason} onChange={setReason} max={100} hint="会记入操作记录" />
      <View className="card-pad stack">
        {may('endSessions') && (
          <Button wide busy={account.endSessions.busy} reason={missing} onClick={() => account.endSessions.run(reason)}>
            让所有设备退出
          </Button>
        )}
        {may('resetSecondFactor') && (
          <Button wide busy={account.resetFactor.busy} reason={missing} onClick={() => account.resetFactor.run(reason)}>
            清除两步验证
          </Button>
        )}
      </View>
    </Card>
  )
}

export default function AccountPage() {
  const { personId = '' } = useParams()
  const account = useAccount(personId)
  const { data, initial } = account
  const may = (action: string) => data?.allowed.some((one) => one === action)
  const seen = data?.lastSeen
  return (
    <Page
      title={data ? `${data.name}的账号与登录` : '账号与登录'}
      state={
        account.error ? (
          <AnswerState error={account.error} shown={data !== undefined} onRetry={account.refresh} />
        ) : (
          <ErrorBanner error={account.failure} />
        )
      }
    >
      {!data && !account.error && <Skeleton />}
      {data && (
        <View className="narrow">
          {initial && (
            <Banner tone="warn" title="初始密码只显示这一次">
              账号 {initial.username}，密码 <Text selectable>{initial.initialPassword}</Text>
              。请当面告诉本人，第一次登录要换掉。
            </Banner>
          )}
          <Card>
            <MiniRow label="账号" value={data.username ?? '没有开通'} />
            <MiniRow label="微信" value={data.wechatBound ? '已绑定' : '没有绑定'} />
            <MiniRow label="两步验证" value={data.secondFactor ? '已开启' : '没有开启'} />
            <MiniRow label="登录着" value={`${data.sessions} 台设备`} />
            {seen && <MiniRow label="最近使用" value={`${dayLabel(plainDateOfInstant(seen))} ${clockTimeOf(seen)}`} />}
          </Card>
          {may('open') && <OpenCard account={account} />}
          {(may('endSessions') || may('resetSecondFactor')) && <ReasonedCard account={account} />}
          {may('close') && (
            <View className="card-pad">
              <Button kind="bad" wide busy={account.close.busy} onClick={account.close.run}>
                停用账号和微信绑定
              </Button>
            </View>
          )}
        </View>
      )}
    </Page>
  )
}
