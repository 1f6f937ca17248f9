import { View } from '@tarojs/components'
import { useState } from 'react'
import { isH5 } from '@/core/platform'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/TextField'

interface PasswordFormProps {
  busy: boolean
  onSubmit: (username: string, password: string) => void
}

/** Account and password; Enter signs in. In WeChat it is the second way, so its button is quiet. */
export function PasswordForm({ busy, onSubmit }: PasswordFormProps) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const missing = !username ? '请填写账号' : !password ? '请填写密码' : undefined
  const submit = () => {
    if (!missing) onSubmit(username, password)
  }
  return (
    <Card>
      <TextField label="账号" required value={username} onChange={setUsername} max={40} />
      <TextField label="密码" required password value={password} onChange={setPassword} onConfirm={submit} max={100} />
      <View className="card-pad">
        <Button kind={isH5 ? 'fill' : 'line'} wide busy={busy} reason={missing} onClick={submit}>
          登录
        </Button>
      </View>
    </Card>
  )
}
