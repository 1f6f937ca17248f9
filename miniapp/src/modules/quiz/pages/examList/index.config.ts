export default definePageConfig({ navigationBarTitleText: '管理考试' })
