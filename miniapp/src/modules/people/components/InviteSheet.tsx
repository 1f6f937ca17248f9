import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { invitationsApi } from '../usePeople'

/** Makes a one-time code with which this person binds the own WeChat; shown once. */
export function InviteSheet({ personId, name }: { personId: string; name: string }) {
  const [code, setCode] = useState<{ code: string; expiresOn: string }>()
  const invite = useAction(async () => {
    const { items } = await invitationsApi.invite({ body: { personIds: [personId] } })
    setCode(items[0])
  })
  return (
    <>
      <Button icon="useradd" busy={invite.busy} onClick={invite.run}>
        生成邀请码
      </Button>
      <ErrorBanner error={invite.error} />
      <Sheet
        open={code !== undefined}
        title={`${name}的邀请码`}
        sub={`${code?.expiresOn ?? ''} 前有效，用一次就失效，关掉后不再显示`}
        onClose={() => setCode(undefined)}
        act={
          <Button kind="fill" wide onClick={() => Taro.setClipboardData({ data: code?.code ?? '' })}>
            复制邀请码
          </Button>
        }
      >
        <View className="code-big">{code?.code}</View>
      </Sheet>
    </>
  )
}
