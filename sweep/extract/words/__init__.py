"""What words, signs and figures mean in any text: no page, no shop. Everything else in `extract` builds on it."""
