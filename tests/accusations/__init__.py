"""Shops that keep the law, written in many ways, and the breaches beside them: nobody is accused wrongly."""
