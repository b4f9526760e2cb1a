const MAJOR_PAIRS =
  'EURUSD GBPUSD AUDUSD NZDUSD USDCAD USDCHF USDJPY USDNOK USDSEK USDDKK USDMXN USDZAR USDSGD USDHKD USDCNH USDPLN USDHUF USDCZK USDTRY ' +
  'EURGBP EURJPY EURCHF EURAUD EURCAD EURNZD EURNOK EURSEK GBPJPY GBPCHF GBPAUD GBPCAD GBPNZD AUDJPY AUDCAD AUDCHF AUDNZD NZDJPY NZDCAD NZDCHF CADJPY CADCHF CHFJPY';

/** Tick and lot of large pairs, as the exchanges publish them: base and quote currency, price step, quantity step. */
const CRYPTO_PAIRS: readonly (readonly [market: string, pairs: string])[] = [
  [
    'coinbase',
    'BTC/USD 0.01 0.00000001, ETH/USD 0.01 0.00000001, LTC/USD 0.01 0.00000001, SOL/USD 0.01 0.00000001, XRP/USD 0.0001 0.000001, BTC/EUR 0.01 0.00000001, ETH/EUR 0.01 0.00000001, BTC/GBP 0.01 0.00000001, ETH/BTC 0.00001 0.00000001, LTC/BTC 0.000001 0.00000001',
  ],
  [
    'binance',
    'BTC/USDT 0.01 0.00001, ETH/USDT 0.01 0.0001, BNB/USDT 0.01 0.001, SOL/USDT 0.01 0.001, XRP/USDT 0.0001 0.1, LTC/USDT 0.01 0.001, ADA/USDT 0.0001 0.1, ETH/BTC 0.00001 0.0001',
  ],
  [
    'kraken',
    'BTC/USD 0.1 0.00000001, ETH/USD 0.01 0.00000001, LTC/USD 0.01 0.00000001, BTC/EUR 0.1 0.00000001, ETH/EUR 0.01 0.00000001',
  ],
  ['bitfinex', 'BTC/USD 0.01 0.00000001, ETH/USD 0.01 0.00000001, LTC/USD 0.001 0.00000001'],
];

/**
 * Symbol properties for data folders that bring none, as text in LEAN's format: plain facts of US equities and indices,
 * the larger currency pairs and a few crypto pairs.
 */
export function builtInSymbolProperties(): string {
  const rows = [
    'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker',
    'usa,[*],equity,,USD,1,0.01,1',
    'usa,[*],index,,USD,1,0.01,1',
  ];
  for (const pair of MAJOR_PAIRS.split(' ')) {
    const [base, quote] = [pair.slice(0, 3), pair.slice(3)];
    const step = quote === 'JPY' || quote === 'HUF' ? '0.001' : '0.00001';
    rows.push(
      `oanda,${pair},forex,${base}/${quote},${quote},1,${step},1`,
      `fxcm,${pair},forex,${base}/${quote},${quote},1,${step},1000`,
    );
  }
  rows.push('oanda,XAUUSD,cfd,Gold,USD,1,0.001,1', 'oanda,XAGUSD,cfd,Silver,USD,1,0.00001,1');
  for (const [market, pairs] of CRYPTO_PAIRS) {
    for (const pair of pairs.split(', ')) {
      const [name, step, lot] = pair.split(' ');
      const [base, quote] = name.split('/');
      rows.push(`${market},${base}${quote},crypto,${name},${quote},1,${step},${lot}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
