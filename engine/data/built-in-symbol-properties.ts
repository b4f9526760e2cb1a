import { CRYPTO_MARKETS } from './crypto-markets.ts';

/** The pairs of OANDA, https://www.oanda.com/us-en/trading/instruments, and some more that FXCM has. */
const FOREX_PAIRS =
  'AUDCAD AUDCHF AUDHKD AUDJPY AUDNZD AUDSGD AUDUSD CADCHF CADHKD CADJPY CADSGD CHFHKD CHFJPY CHFZAR EURAUD EURCAD EURCHF EURCZK EURDKK EURGBP EURHKD EURHUF EURJPY EURNOK EURNZD EURPLN EURSEK EURSGD EURTRY EURUSD EURZAR ' +
  'GBPAUD GBPCAD GBPCHF GBPHKD GBPJPY GBPNZD GBPPLN GBPSGD GBPUSD GBPZAR HKDJPY NZDCAD NZDCHF NZDHKD NZDJPY NZDSGD NZDUSD SGDCHF SGDHKD SGDJPY TRYJPY USDCAD USDCHF USDCNH USDCZK USDDKK USDHKD USDHUF USDINR USDJPY USDKRW ' +
  'USDMXN USDNOK USDPLN USDSAR USDSEK USDSGD USDTHB USDTRY USDZAR ZARJPY';

/** Tick sizes of quote currencies with small units; 0.00001 otherwise. */
const FOREX_STEPS: Readonly<Record<string, string>> = {
  JPY: '0.001',
  HUF: '0.001',
  THB: '0.001',
  INR: '0.001',
  KRW: '0.01',
};

/**
 * Symbol properties for data folders without their own, as text in LEAN's format: US equities and indices,
 * currency pairs, and the usual pairs of crypto markets.
 */
export function builtInSymbolProperties(): string {
  const rows = [
    'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker',
    'usa,[*],equity,,USD,1,0.01,1',
    'usa,[*],index,,USD,1,0.01,1',
  ];
  for (const pair of FOREX_PAIRS.split(' ')) {
    const [base, quote] = [pair.slice(0, 3), pair.slice(3)];
    const step = FOREX_STEPS[quote] ?? '0.00001';
    rows.push(
      `oanda,${pair},forex,${base}/${quote},${quote},1,${step},1`,
      `fxcm,${pair},forex,${base}/${quote},${quote},1,${step},1000`,
    );
  }
  rows.push('oanda,XAUUSD,cfd,Gold,USD,1,0.001,1', 'oanda,XAGUSD,cfd,Silver,USD,1,0.00001,1');
  for (const { market, pairs } of CRYPTO_MARKETS) {
    for (const line of pairs.trim().split('\n')) {
      const [base, ...quotes] = line.split(' ');
      for (const [quote, step, lot] of quotes.map((text) => text.split(':')))
        rows.push(`${market},${base}${quote},crypto,${base}/${quote},${quote},1,${step},${lot}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
