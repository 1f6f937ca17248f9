import { clockTimeOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { isH5 } from '@/core/platform'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useParams } from '@/core/useParams'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { TextField } from '@/ui/TextField'
import { type Asking, useConfirmScan } from '../../useConfirmScan'

function CodeForm({ busy, onSubmit }: { busy: boolean; onSubmit: (code: string) => void }) {
  const [code, setCode] = useState('')
  const missing = code.replace(/[\s-]/g, '').length === 8 ? undefined : '请填 8 位登录码'
  return (
    <Card title="扫不了就输入">
      <TextField label="登录码" required value={code} onChange={setCode} max={9} hint="电脑上二维码下面的 8 位" />
      <View className="card-pad">
        <Button wide busy={busy} reason={missing} onClick={() => onSubmit(code)}>
          下一步
        </Button>
      </View>
    </Card>
  )
}

function AskingCard({ asking, name }: { asking: Asking; name: string }) {
  return (
    <>
      <Banner tone="warn" title="确认是你自己在登录">
        只有电脑就在你面前、上面显示的码和下面一样，才点确认。别人发来的码，请点取消。
      </Banner>
      <Card>
        <MiniRow label="电脑上显示的码" value={asking.code} />
        <MiniRow label="设备" value={asking.device} />
        <MiniRow label="网络" value={asking.network} />
        <MiniRow label="时间" value={clockTimeOf(asking.askedAt)} />
        <MiniRow label="登录后是" value={name} />
      </Card>
    </>
  )
}

export default function ConfirmScan() {
  const { code, scene } = useParams()
  const person = useStore(session, (state) => state.person)
  const { asking, decided, unknown, see, decide, scan, again } = useConfirmScan(code ?? scene)
  const failed = decide.error !== undefined
  const acts = asking && !decided && !failed && (
    <>
      <Button busy={decide.busy} onClick={() => decide.run(false)}>
        取消
      </Button>
      <Button kind="fill" wide busy={decide.busy} onClick={() => decide.run(true)}>
        确认登录
      </Button>
    </>
  )
  return (
    <Page title="扫码登录电脑" acts={acts || undefined} state={<ErrorBanner error={decide.error ?? see.error} />}>
      {decided && (
        <Card>
          <Empty
            icon={decided === 'accepted' ? 'done' : 'stop'}
            title={decided === 'accepted' ? '电脑已登录' : '已取消'}
          >
            {decided === 'accepted' ? '用完记得在电脑上退出，也可以在“登录着的设备”里让它退出。' : '那台电脑没有登录。'}
            <View className="mt3">
              <Button onClick={() => openPage('/modules/accounts/pages/sessions/index')}>登录着的设备</Button>
            </View>
          </Empty>
        </Card>
      )}
      {asking && !decided && !failed && <AskingCard asking={asking} name={person?.name ?? ''} />}
      {asking && failed && (
        <View className="card-pad">
          <Button wide icon="refresh" onClick={again}>
            重新扫码
          </Button>
        </View>
      )}
      {!asking && see.busy && <Skeleton rows={4} note="正在看是哪台电脑" />}
      {!asking && !see.busy && (
        <>
          {unknown && <Banner tone="warn" title="这不是知行的登录码" />}
          {isH5 ? (
            <Banner title="请在手机微信里打开知行来确认" />
          ) : (
            <Card pad>
              <View className="sub">在电脑上打开知行的登录页，扫上面的二维码。</View>
              <View className="mt3">
                <Button kind="fill" wide icon="scan" onClick={scan}>
                  扫一扫
                </Button>
              </View>
            </Card>
          )}
          {!isH5 && <CodeForm busy={see.busy} onSubmit={see.run} />}
        </>
      )}
    </Page>
  )
}
