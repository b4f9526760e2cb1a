const TABLE = `
  USD $  GBP ₤  JPY ¥  KRW ₩  EUR €  NZD $  AUD $  CAD $  CHF Fr  HKD $  SGD $  XAG Ag  XAU Au  CNH ¥  CNY ¥
  CZK Kč  DKK kr  HUF Ft  INR ₹  MXN $  NOK kr  PLN zł  SAR ﷼  SEK kr  THB ฿  TRY ₺  TWD NT$  ZAR R  RUB ₽
  BRL R$  GNF Fr  IDR Rp
  BTC ₿  BCH Ƀ  BSV Ɓ  LTC Ł  ETH Ξ  EOS ε  XRP ✕  XLM *  ETC ξ  USDT ₮  ADA ₳  SOL ◎  DOT ●  DOGE Ð  DAI ◈
  ALGO Ⱥ  ICP ∞  XMR ɱ  XTZ ꜩ  IOTA ɨ  MIOTA ɨ  MKR Μ  ZEC ⓩ  DASH Đ  XNO Ӿ  REP Ɍ  STEEM ȿ  THETA ϑ  FIL ⨎
  BAT ⟁  LSK Ⱡ  NAV Ꞥ`;

const SYMBOLS = new Map(
  TABLE.trim()
    .split(/\s{2,}/)
    .map((entry) => entry.split(' ') as [string, string]),
);

/** The currency symbol printed before an amount ("$"); the code when there is none (Common/Currencies.cs). */
export function currencySymbol(currency: string): string {
  return SYMBOLS.get(currency) ?? currency;
}
