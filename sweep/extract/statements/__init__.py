"""What the shop's texts promise, grant and deny: withdrawal, guarantee, delivery, disputes, contract."""
