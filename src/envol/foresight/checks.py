"""x"""
def refuse_disagreements(situation): pass
