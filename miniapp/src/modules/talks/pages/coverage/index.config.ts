export default definePageConfig({ navigationBarTitleText: '谈话覆盖' })
